using Orbit.Storage.Transport;

namespace Orbit.Storage;

// Reading: the range downloader between the backend's source and the caller's pipe.
public abstract partial class StorageBackend
{
    /// <inheritdoc/>
    public Task<StorageContent> OpenReadAsync(StoragePath path, ReadOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    /// <inheritdoc/>
    public Task<IRangeSource> OpenRangesAsync(StoragePath path, ReadOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();
}
