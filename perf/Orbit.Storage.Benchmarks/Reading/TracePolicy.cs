using System.IO.Pipelines;
using Microsoft.Win32.SafeHandles;
using Orbit.Storage.Reading;
using Orbit.Storage.Resilience;

namespace Orbit.Storage.Benchmarks.Reading;

/// <summary>One way to download, under a name.</summary>
internal sealed class TracePolicy(string name, Func<TraceSource, StorageServices, Task> download, bool isBatch = false)
{
    private const long Window = 192L * 1024 * 1024;

    public static IReadOnlyList<TracePolicy> All { get; } =
    [
        new("ordered, 192 MiB", (source, services) => ReadAsync(source, services, new ParallelRangeDownloaderOptions().ExtraRequests)),
        new("ordered, 192 MiB, no hedging", (source, services) => ReadAsync(source, services, 0)),
        new("to file", (source, services) => WriteAsync(source, services, new ParallelRangeDownloaderOptions().ExtraRequests)),
        new("to file, no hedging", (source, services) => WriteAsync(source, services, 0)),
        new("v0.4: batches that wait", BatchAsync, isBatch: true),
    ];

    public string Name => name;

    public bool IsBatch => isBatch;

    public Task DownloadAsync(TraceSource source, StorageServices services) => download(source, services);

    private static ParallelRangeDownloader Downloader(StorageServices services, double extraRequests) => new(
        new ParallelRangeDownloaderOptions
        {
            RangeSize = LatencyTrace.RangeSize,
            Concurrency = LatencyTrace.Connections,
            WindowSize = Window,
            ExtraRequests = extraRequests,
        },
        services);

    /// <summary>A consumer that takes everything at once: what is measured is the downloader.</summary>
    private static async Task ReadAsync(TraceSource source, StorageServices services, double extraRequests)
    {
        StorageContent content = Downloader(services, extraRequests).Open(source);
        await using (content.ConfigureAwait(false))
        {
            while (true)
            {
                ReadResult read = await content.Reader.ReadAsync().ConfigureAwait(false);
                content.Reader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                {
                    return;
                }
            }
        }
    }

    /// <summary>The null device takes positional writes and keeps nothing, so that no disk is measured.</summary>
    private static async Task WriteAsync(TraceSource source, StorageServices services, double extraRequests)
    {
        using SafeFileHandle file = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        await Downloader(services, extraRequests).DownloadAsync(source, file).ConfigureAwait(false);
    }

    /// <summary>What v0.4 did: so many ranges into memory, all of them awaited, then the next so many.</summary>
    private static async Task BatchAsync(TraceSource source, StorageServices services)
    {
        const long BatchSize = LatencyTrace.RangeSize * LatencyTrace.Connections;
        long size = source.Entry.Size!.Value;
        using MemoryReservation buffers = await services.Memory.ReserveAsync(BatchSize, CancellationToken.None).ConfigureAwait(false);
        for (long offset = 0; offset < size; offset += BatchSize)
        {
            List<Task> batch = [];
            for (long start = offset; start < Math.Min(size, offset + BatchSize); start += LatencyTrace.RangeSize)
            {
                batch.Add(FetchAsync(source, new ByteSpan(start, LatencyTrace.RangeSize)));
            }

            await Task.WhenAll(batch).ConfigureAwait(false);
        }
    }

    private static async Task FetchAsync(TraceSource source, ByteSpan span)
    {
        byte[] buffer = new byte[TransferMemory.SlabSize];
        Transport.IRangeBody body = await source.OpenAsync(span, CancellationToken.None).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            while (await body.ReadAsync(buffer, CancellationToken.None).ConfigureAwait(false) > 0)
            {
            }
        }
    }
}
