using Orbit.Storage;

namespace Orbit.Cli.Locations;

/// <summary>Tells where a single file goes.</summary>
internal static class TargetName
{
    /// <summary>Into the target where that is a directory, or was written as one; else under the target's own name.</summary>
    public static async Task<Location> ForAsync(this Location target, StorageEntry source, CancellationToken cancellationToken) =>
        target.NamesDirectory || target.Path.IsRoot || await IsDirectoryAsync(target, cancellationToken) ? target.Below(source.Name) : target;

    // A prefix of a store of keys is none: there, an object and a prefix may have the same name.
    private static async Task<bool> IsDirectoryAsync(Location target, CancellationToken cancellationToken)
    {
        if (!target.Backend.Capabilities.RealDirectories)
        {
            return false;
        }

        try
        {
            return (await target.Backend.StatAsync(target.Path, cancellationToken)).Kind == StorageEntryKind.Directory;
        }
        catch (StorageException missing) when (missing.Kind == StorageErrorKind.NotFound)
        {
            return false;
        }
    }
}
