namespace Orbit.Storage.Transport;

/// <summary>A backend's sink whose failures are all translated, so that the engine meets one kind of exception whatever the transport throws.</summary>
internal sealed class GuardedPartSink(IPartSink sink, FailureTranslator translator) : IPartSink
{
    public async Task<WriteResult> WriteWholeAsync(PartContent content, CancellationToken cancellationToken)
    {
        try
        {
            return await sink.WriteWholeAsync(content, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (translator.TryTranslate(failure, out StorageException? translated))
        {
            throw translated;
        }
    }

    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        try
        {
            await sink.BeginAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (translator.TryTranslate(failure, out StorageException? translated))
        {
            throw translated;
        }
    }

    public async Task<PartReceipt?> WritePartAsync(PartContent part, CancellationToken cancellationToken)
    {
        try
        {
            return await sink.WritePartAsync(part, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (translator.TryTranslate(failure, out StorageException? translated))
        {
            throw translated;
        }
    }

    public async Task<WriteResult> CompleteAsync(IReadOnlyList<PartReceipt> parts, long length, CancellationToken cancellationToken)
    {
        try
        {
            return await sink.CompleteAsync(parts, length, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (translator.TryTranslate(failure, out StorageException? translated))
        {
            throw translated;
        }
    }

    public async Task AbortAsync(CancellationToken cancellationToken)
    {
        try
        {
            await sink.AbortAsync(cancellationToken).ConfigureAwait(false);
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
            await sink.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception failure) when (translator.TryTranslate(failure, out StorageException? translated))
        {
            throw translated;
        }
    }
}
