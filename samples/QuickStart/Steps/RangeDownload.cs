using Microsoft.Win32.SafeHandles;
using Orbit.Storage;
using Orbit.Storage.Reading;
using Orbit.Storage.Transport;
using QuickStart.Display;

namespace QuickStart.Steps;

/// <summary>Downloads one object by ranges in parallel, each written to its place as it arrives.</summary>
internal static class RangeDownload
{
    public static async Task RunAsync(IStorageBackend backend, StorageEntry entry, string file, ByteCounter counter, CancellationToken cancellationToken)
    {
        await using IRangeSource source = await backend.OpenRangesAsync(entry.Path, cancellationToken: cancellationToken);
        using SafeFileHandle handle = File.OpenHandle(file, FileMode.CreateNew, FileAccess.Write, FileShare.None, FileOptions.Asynchronous, entry.Size!.Value);
        await ParallelRangeDownloader.For(source).DownloadAsync(source, handle, progress: counter.ForOneFile(), cancellationToken: cancellationToken);
    }
}
