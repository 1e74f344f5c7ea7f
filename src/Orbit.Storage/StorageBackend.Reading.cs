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
            long size = source.Entry.Size ?? throw new InvalidOperationException($"{GetType().Name} opened a source of unknown size.");
            if (!options.Range.TryResolve(size, out ByteSpan span))
            {
                Admission.Refuse(this, StorageOperation.Read, path, new StorageFault(
                    StorageErrorKind.RangeNotSatisfiable, $"the range {options.Range} starts at or past the end of the object, which has {size} bytes."));
            }

            RangePipe pipe = new(source, span, _retry);
            pipe.Start(cancellationToken);
            return new StorageContent(source.Entry, span, pipe.Reader, pipe.DisposeAsync);
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
            IRangeSource source = await backend.OpenRangesCoreAsync(call.path, call.options, token).ConfigureAwait(false);
            return (IRangeSource)new GuardedRangeSource(source, new FailureTranslator(backend, StorageOperation.Read, call.path));
        }, (path, options), cancellationToken);
    }
}
