using System.IO.Pipelines;
using Microsoft.Win32.SafeHandles;
using Orbit.Storage.Diagnostics;
using Orbit.Storage.Resilience;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Reading;

/// <summary>Reads one object by several ranges at once, in order into a pipe or in any order into a file. Stateless; may be used for many downloads at once.</summary>
public sealed class ParallelRangeDownloader
{
    private readonly ParallelRangeDownloaderOptions _options;
    private readonly StorageServices _services;
    private readonly RetryPolicy _retry;

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
        _options = options;
        _services = services;
        _retry = retry ?? new RetryPolicy(options.Retry, services.Time);
    }

    /// <summary>Makes a downloader with the settings of the backend and of the <see cref="ReadOptions.Transfer"/> that a source was opened with.</summary>
    /// <param name="source">What <see cref="IStorageBackend.OpenRangesAsync"/> returned. The defaults are taken for any other source.</param>
    public static ParallelRangeDownloader For(IRangeSource source) => (source as GuardedRangeSource)?.Downloader ?? new ParallelRangeDownloader();

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
        RangePipe pipe = new(source, span, _retry, ProgressMeter.Start(progress, span.Length, _services.Time, _services.LoggerFactory.CreateLogger(nameof(ParallelRangeDownloader))));
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
    public async Task<ByteSpan> DownloadAsync(IRangeSource source, SafeFileHandle file, ByteRange range = default, IProgress<TransferProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        StorageContent content = Open(source, range, progress, cancellationToken);
        await using (content.ConfigureAwait(false))
        {
            long position = 0;
            while (true)
            {
                ReadResult read = await content.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                foreach (ReadOnlyMemory<byte> piece in read.Buffer)
                {
                    await RandomAccess.WriteAsync(file, piece, position, cancellationToken).ConfigureAwait(false);
                    position += piece.Length;
                }

                content.Reader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                {
                    return content.Span;
                }
            }
        }
    }

    private static ByteSpan Resolve(IRangeSource source, ByteRange range)
    {
        long size = source.Entry.Size ?? throw new ArgumentException("The source's entry has no size.", nameof(source));
        if (range.TryResolve(size, out ByteSpan span))
        {
            return span;
        }

        StorageFault fault = new(StorageErrorKind.RangeNotSatisfiable, $"the range {range} starts at or past the end of the object, which has {size} bytes.");
        throw (source as GuardedRangeSource)?.Translator.Refuse(fault) ?? new StorageException(fault, null);
    }
}
