using Orbit.Storage;

namespace Orbit.Cli.Locations;

/// <summary>Tells whether a place is a file or a tree. On stores of keys a prefix is no entry: it is there where something lies below it.</summary>
internal static class SourceKind
{
    /// <summary>Describes the place.</summary>
    /// <param name="place">The place.</param>
    /// <param name="asTree">Whether it is a tree that is wanted where an object and a prefix have the same name.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="StorageException"><see cref="StorageErrorKind.NotFound"/>: it is neither.</exception>
    public static async Task<StorageEntry> DescribeAsync(this Location place, bool asTree, CancellationToken cancellationToken)
    {
        if (place.Path.IsRoot)
        {
            return Tree(place);
        }

        if (place.Backend.Capabilities.RealDirectories)
        {
            return await place.Backend.StatAsync(place.Path, cancellationToken);
        }

        if ((asTree || place.NamesDirectory) && await HasEntriesAsync(place, cancellationToken))
        {
            return Tree(place);
        }

        try
        {
            return await place.Backend.StatAsync(place.Path, cancellationToken);
        }
        catch (StorageException missing) when (missing.Kind == StorageErrorKind.NotFound)
        {
            if (await HasEntriesAsync(place, cancellationToken))
            {
                return Tree(place);
            }

            throw;
        }
    }

    private static StorageEntry Tree(Location place) => new(place.Path, StorageEntryKind.Directory);

    private static async Task<bool> HasEntriesAsync(Location place, CancellationToken cancellationToken)
    {
        await foreach (StorageEntry _ in place.Backend.ListAsync(place.Path, new ListOptions { MaxEntries = 1 }, cancellationToken))
        {
            return true;
        }

        return false;
    }
}
