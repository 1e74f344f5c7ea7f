using Orbit.Storage.Reading;
using Orbit.Storage.Transport;

namespace Orbit.Storage;

// Reading: the range downloader between the backend's source and the caller's pipe.
public abstract partial class StorageBackend
{
    /// <inheritdoc/>
    public async Task<StorageContent> OpenReadAsync(StoragePath path, ReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= ReadOptions.Default;
        IRangeSource source = await OpenRangesAsync(path, options, cancellationToken).ConfigureAwait(false);
        try
        {
            StorageContent content = ParallelRangeDownloader.For(source).Open(source, options.Range, options.Progress, cancellationToken);
            return new StorageContent(content.Entry, content.Span, content.Reader, async () =>
            {
                await using (source.ConfigureAwait(false))
                {
                    await content.DisposeAsync().ConfigureAwait(false);
                }
            });
        }
        catch (Exception)
        {
            // The content that would own the source was not made.
            await source.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public Task<IRangeSource> OpenRangesAsync(StoragePath path, ReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        options = (options ?? ReadOptions.Default).Validated();
        Admission.Read(this, path, options);
        return RunAsync(StorageOperation.Read, path, static async (backend, call, token) =>
        {
            ParallelRangeDownloader downloader = new(backend.DownloaderOptions(call.options.Transfer), backend.Services, backend._retry);
            IRangeSource source = await backend.OpenRangesCoreAsync(call.path, call.options.ForRanges(downloader.RangeSize), token).ConfigureAwait(false);
            return (IRangeSource)new GuardedRangeSource(source, new FailureTranslator(backend, StorageOperation.Read, call.path), downloader);
        }, (path, options), cancellationToken);
    }

    private ParallelRangeDownloaderOptions DownloaderOptions(TransferOptions? asked)
    {
        ParallelRangeDownloaderOptions defaults = new();
        TransferOptions transfer = EffectiveTransfer(asked);
        return new ParallelRangeDownloaderOptions
        {
            RangeSize = transfer.PartSize ?? defaults.RangeSize,
            Concurrency = transfer.Concurrency ?? defaults.Concurrency,
            WindowSize = transfer.WindowSize,
            Deadlines = Deadlines,
        };
    }
}
