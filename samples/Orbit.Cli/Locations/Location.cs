using Orbit.Storage;

namespace Orbit.Cli.Locations;

/// <summary>A place on an open backend.</summary>
internal sealed class Location
{
    public required IStorageBackend Backend { get; init; }

    public required StoragePath Path { get; init; }

    /// <summary>As the user wrote it, without what may be secret.</summary>
    public required string Shown { get; init; }

    /// <summary>Whether it was written as a directory.</summary>
    public required bool NamesDirectory { get; init; }

    /// <summary>What names it in a journal: which store and which path, without secrets.</summary>
    public required string Identity { get; init; }

    /// <summary>The entry below this place, or the place itself where the name is empty.</summary>
    public Location Below(string name) => new()
    {
        Backend = Backend,
        Path = Path.Combine(name),
        Shown = $"{Shown.TrimEnd('/')}/{name}",
        NamesDirectory = false,
        Identity = $"{Identity.TrimEnd('/')}/{name}",
    };
}
