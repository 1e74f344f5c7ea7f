namespace Orbit.Storage.Tests.Listing;

/// <summary>Collects listings in tests, where they are small.</summary>
internal static class Listings
{
    public static async Task<string[]> PathsAsync(this IStorageBackend backend, StoragePath path, ListOptions? options = null)
    {
        List<string> paths = [];
        await foreach (StorageEntry entry in backend.ListAsync(path, options))
        {
            paths.Add(entry.Path.Value);
        }

        return [.. paths];
    }
}
