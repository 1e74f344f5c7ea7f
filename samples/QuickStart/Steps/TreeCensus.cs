using Orbit.Storage;

namespace QuickStart.Steps;

/// <summary>Lists a whole tree, holding no more than the entry at hand.</summary>
internal static class TreeCensus
{
    public static async Task<Census> TakeAsync(IStorageBackend backend, CancellationToken cancellationToken)
    {
        Census census = new();
        await foreach (StorageEntry entry in backend.ListAsync(StoragePath.Root, new ListOptions { Recursive = true }, cancellationToken))
        {
            census.Add(entry);
        }

        return census;
    }
}
