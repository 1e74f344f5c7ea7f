using System.Runtime.ExceptionServices;
using Microsoft.Win32.SafeHandles;
using Orbit.Storage.Diagnostics;
using Orbit.Storage.Resilience;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Reading;

/// <summary>Reads one object by several ranges at once, in order into a pipe or in any order into a file. Stateless; may be used for many downloads at once.</summary>
public sealed class ParallelRangeDownloader
{
    private readonly RangeSettings _settings;

    /// <summary>Makes a downloader.</summary>
    /// <param name="options">How to read. Default: see <see cref="ParallelRangeDownloaderOptions"/>.</param>
    /// <param name="services">Clock, logs and byte budget. Default: <see cref="StorageServices.Default"/>.</param>
    public ParallelRangeDownloader(ParallelRangeDownloaderOptions? options = null, StorageServices? services = null)
        : this(options ?? new ParallelRangeDownloaderOptions(), services ?? StorageServices.Default, null)
    {
    }

    internal ParallelRangeDownloader(ParallelRangeDownloaderOptions options, StorageServices services, RetryPolicy? retry)
    {
        options.Validate(nameof(options));
        _settings = new RangeSettings(options, services, retry ?? new RetryPolicy(options.Retry, services.Time));
    }

    /// <summary>The same with no more than so many ranges under way.</summary>
    internal ParallelRangeDownloader AtMost(int concurrency) =>
        concurrency >= _settings.Options.Concurrency ? this : new ParallelRangeDownloader(_settings.Options.AtMost(concurrency), _settings.Services, _settings.Retry);

    /// <summary>The size of the ranges that a large object is read in.</summary>
    internal long RangeSize => new RangePlan(_settings.Options, _settings.Services.Memory, default, 0).RangeSize;

    /// <summary>Makes a downloader with the settings of the backend and of the <see cref="ReadOptions.Transfer"/> that a source was opened with.</summary>
    /// <param name="source">What <see cref="IStorageBackend.OpenRangesAsync"/> returned. The defaults are taken for any other source.</param>
    public static ParallelRangeDownloader For(IRangeSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return (source as IGuardedSource)?.Downloader ?? new ParallelRangeDownloader();
    }

    /// <summary>Reads in order.</summary>
    /// <param name="source">The object. It stays the caller's, to be disposed after the content.</param>
    /// <param name="range">Which bytes. Default: all.</param>
    /// <param name="progress">Hears of bytes that have arrived. Default: null.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The bytes; the caller disposes it, which stops what is under way and waits for it.</returns>
    /// <exception cref="StorageException"><see cref="StorageErrorKind.RangeNotSatisfiable"/>: the range starts at or past the end.</exception>
    public StorageContent Open(IRangeSource source, ByteRange range = default, IProgress<TransferProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ByteSpan span = Resolve(source, range);
        RangePlan plan = PlanFor(source, span);
        RangePipe pipe = new(source, plan, _settings, Meter(progress, plan));
        pipe.Start(cancellationToken);
        return new StorageContent(source.Entry, span, pipe.Reader, pipe.DisposeAsync);
    }

    /// <summary>Writes the bytes into a file, each to its place as it arrives.</summary>
    /// <param name="source">The object. It stays the caller's.</param>
    /// <param name="file">The file, open for writing; it stays the caller's. What it holds after a failure is of no use. To preallocate it, open it with <see cref="File.OpenHandle"/> and the size.</param>
    /// <param name="range">Which bytes; the first of them goes to the start of the file. Default: all.</param>
    /// <param name="progress">Hears of bytes that have arrived. Default: null.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The bytes that were written, once all of them are.</returns>
    /// <exception cref="StorageException"><see cref="StorageErrorKind.RangeNotSatisfiable"/>: the range starts at or past the end.</exception>
    /// <exception cref="IOException">The file could not be written.</exception>
    public Task<ByteSpan> DownloadAsync(IRangeSource source, SafeFileHandle file, ByteRange range = default, IProgress<TransferProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(file);
        return DownloadAsync(source, Task.FromResult(file), range, progress, cancellationToken);
    }

    /// <summary>The same into a file that is still being opened: the first requests do not wait for it. It may not be open yet when the call has failed.</summary>
    internal async Task<ByteSpan> DownloadAsync(IRangeSource source, Task<SafeFileHandle> file, ByteRange range, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
    {
        ByteSpan span = Resolve(source, range);
        RangePlan plan = PlanFor(source, span, isOrdered: false);
        TransferMemory memory = _settings.Services.Memory;
        MemoryReservation first = await memory.ReserveAsync(TransferMemory.SlabSize, cancellationToken).ConfigureAwait(false);
        FileDelivery? delivery = null;
        using RangeDownload download = new(source, plan, _settings, download => delivery = new FileDelivery(download, memory, file, first), Meter(progress, plan));
        Exception? failure = await download.RunAsync(cancellationToken).ConfigureAwait(false);
        delivery!.Dispose();
        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        return span;
    }

    private RangePlan PlanFor(IRangeSource source, ByteSpan span, bool isOrdered = true) =>
        new(_settings.Options, _settings.Services.Memory, span, source.Entry.Size!.Value, isOrdered);

    private ProgressMeter? Meter(IProgress<TransferProgress>? progress, RangePlan plan) =>
        ProgressMeter.Start(progress, plan.Span.Length, _settings.Services.Time, _settings.Logger);

    private static ByteSpan Resolve(IRangeSource source, ByteRange range)
    {
        long size = source.Entry.Size ?? throw new ArgumentException("The source's entry has no size.", nameof(source));
        if (range.TryResolve(size, out ByteSpan span))
        {
            return span;
        }

        StorageFault fault = new(StorageErrorKind.RangeNotSatisfiable, $"the range {range} starts at or past the end of the object, which has {size} bytes.");
        throw IGuardedSource.Refuse(source, fault);
    }
}
