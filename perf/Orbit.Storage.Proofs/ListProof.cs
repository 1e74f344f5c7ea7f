using Orbit.Storage.Local;

namespace Orbit.Storage.Proofs;

/// <summary>
/// Lists a directory and adds up sizes and times, which is what <c>find -printf '%s %T@\n'</c> looks at. Memory is measured twice: from the
/// start, and from the 100,000th entry on, when the collector has grown its first generation to the size that it likes.
/// </summary>
internal static class ListProof
{
    private const long Settled = 100_000;

    public static async Task<int> RunAsync(string directory)
    {
        await using LocalBackend backend = new(new LocalBackendOptions { Root = directory });
        Measurement whole = Measurement.Start();
        Measurement? settled = null;
        long count = 0;
        long bytes = 0;
        DateTimeOffset newest = default;
        await foreach (StorageEntry entry in backend.ListAsync(StoragePath.Root))
        {
            bytes += entry.Size ?? 0;
            newest = entry.LastModified > newest ? entry.LastModified.Value : newest;
            if (++count == Settled)
            {
                settled = Measurement.Continue();
            }
        }

        whole.Report($"entries={count} bytes={bytes} newest={newest:O}", settled);
        return 0;
    }
}
