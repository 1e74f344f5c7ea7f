using Orbit.Storage;
using QuickStart.Display;

namespace QuickStart.Steps;

/// <summary>Copies a tree from one backend to another. The listing feeds the copies, so a tree of any size takes the same memory.</summary>
internal sealed class TreeCopy(IStorageBackend source, IStorageBackend target, int parallel)
{
    public Task RunAsync(ByteCounter counter, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            source.ListAsync(StoragePath.Root, new ListOptions { Recursive = true }, cancellationToken),
            new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = cancellationToken },
            async (entry, token) => await CopyAsync(entry, counter, token));

    private async Task CopyAsync(StorageEntry entry, ByteCounter counter, CancellationToken cancellationToken)
    {
        if (entry.Kind == StorageEntryKind.Directory)
        {
            // Otherwise empty directories would be missing.
            await target.CreateDirectoryAsync(entry.Path, cancellationToken: cancellationToken);
        }
        else if (entry.Kind == StorageEntryKind.File)
        {
            await source.CopyToAsync(entry.Path, target, entry.Path, new CopyToOptions { Progress = counter.ForOneFile() }, cancellationToken);
        }
    }
}
