using Orbit.Storage.Local;

namespace Orbit.Storage.Proofs;

/// <summary>Lists a directory and adds up sizes and times, which is what <c>find -printf '%s %T@\n'</c> looks at.</summary>
internal static class ListProof
{
    public static async Task<int> RunAsync(string directory)
    {
        await using LocalBackend backend = new(new LocalBackendOptions { Root = directory });

        // The first pages compile the code; a few hundred megabytes of entries are garbage afterwards either way.
        await ListAsync(backend, 20_000);
        Measurement measurement = Measurement.Start();
        (long count, long bytes) = await ListAsync(backend, null);
        measurement.Report($"entries={count} bytes={bytes}");
        return 0;
    }

    private static async Task<(long Count, long Bytes)> ListAsync(LocalBackend backend, long? limit)
    {
        long count = 0;
        long bytes = 0;
        DateTimeOffset newest = default;
        await foreach (StorageEntry entry in backend.ListAsync(StoragePath.Root, new ListOptions { MaxEntries = limit }))
        {
            count++;
            bytes += entry.Size ?? 0;
            newest = entry.LastModified > newest ? entry.LastModified.Value : newest;
        }

        return (count, newest == default ? 0 : bytes);
    }
}
