namespace Orbit.Cli.Locations;

/// <summary>What a place is opened for.</summary>
internal enum LocationUse
{
    /// <summary>To read what it leads to.</summary>
    Read,

    /// <summary>To write there; parents may be missing.</summary>
    Write,

    /// <summary>To move or remove the entry itself, a link as a link.</summary>
    Entry,
}
