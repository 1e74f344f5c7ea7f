namespace Orbit.Cli.Locations;

/// <summary>What the command line says of all places.</summary>
internal sealed class LocationOptions
{
    public bool FollowLinks { get; init; }

    public long? BytesPerSecond { get; init; }

    /// <summary>Whether nothing may be made, not even a directory to open.</summary>
    public bool DryRun { get; init; }
}
