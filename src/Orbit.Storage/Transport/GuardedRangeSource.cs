using Orbit.Storage.Reading;

namespace Orbit.Storage.Transport;

/// <summary>
/// Stands before a backend's source: checks spans, translates every failure, also those of bodies, and counts bytes. Whoever uses a backend's
/// ranges meets the one exception type and never the transport's own.
/// </summary>
internal sealed class GuardedRangeSource(IRangeSource source, FailureTranslator translator, ParallelRangeDownloader downloader) : IRangeSource, IGuardedSource
{
    public StorageEntry Entry => source.Entry;

    public ParallelRangeDownloader? Downloader => downloader;

    public StorageException Refuse(StorageFault fault) => translator.Refuse(fault);

    public async Task<IRangeBody> OpenAsync(ByteSpan span, CancellationToken cancellationToken)
    {
        if (span.Length == 0 || span.End > Entry.Size)
        {
            throw new ArgumentOutOfRangeException(nameof(span), span, $"The span must hold at least 1 byte and end at or before {Entry.Size}, the end of the object.");
        }

        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return new GuardedRangeBody(await source.OpenAsync(span, cancellationToken).ConfigureAwait(false), translator);
        }
        catch (Exception failure) when (translator.TryTranslate(failure, out StorageException? translated))
        {
            throw translated;
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await source.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception failure) when (translator.TryTranslate(failure, out StorageException? translated))
        {
            throw translated;
        }
    }
}
