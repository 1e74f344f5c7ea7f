using System.IO.Pipelines;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Memory;

/// <summary>One caller's handle on a store that others use too: disposing it ends the handle, and the store keeps its content.</summary>
internal sealed class SharedMemoryBackend(MemoryBackend store) : IStorageBackend
{
    private volatile bool _isDisposed;

    public string Name => store.Name;

    public StorageCapabilities Capabilities => store.Capabilities;

    private MemoryBackend Store
    {
        get
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return store;
        }
    }

    public Task<StorageEntry> StatAsync(StoragePath path, CancellationToken cancellationToken = default) => Store.StatAsync(path, cancellationToken);

    public IAsyncEnumerable<StorageEntry> ListAsync(StoragePath path, ListOptions? options = null, CancellationToken cancellationToken = default) =>
        Store.ListAsync(path, options, cancellationToken);

    public Task<StorageContent> OpenReadAsync(StoragePath path, ReadOptions? options = null, CancellationToken cancellationToken = default) =>
        Store.OpenReadAsync(path, options, cancellationToken);

    public Task<IRangeSource> OpenRangesAsync(StoragePath path, ReadOptions? options = null, CancellationToken cancellationToken = default) =>
        Store.OpenRangesAsync(path, options, cancellationToken);

    public async Task<WriteResult> WriteAsync(StoragePath path, PipeReader source, WriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (_isDisposed)
        {
            // The producer is released in every outcome.
            ObjectDisposedException closed = new(nameof(SharedMemoryBackend));
            await source.CompleteAsync(closed).ConfigureAwait(false);
            throw closed;
        }

        return await store.WriteAsync(path, source, options, cancellationToken).ConfigureAwait(false);
    }

    public Task DeleteAsync(StoragePath path, DeleteOptions? options = null, CancellationToken cancellationToken = default) =>
        Store.DeleteAsync(path, options, cancellationToken);

    public IAsyncEnumerable<DeleteResult> DeleteManyAsync(IAsyncEnumerable<StoragePath> paths, CancellationToken cancellationToken = default) =>
        Store.DeleteManyAsync(paths, cancellationToken);

    public Task CreateDirectoryAsync(StoragePath path, CreateDirectoryOptions? options = null, CancellationToken cancellationToken = default) =>
        Store.CreateDirectoryAsync(path, options, cancellationToken);

    public Task RenameAsync(StoragePath source, StoragePath destination, RenameOptions? options = null, CancellationToken cancellationToken = default) =>
        Store.RenameAsync(source, destination, options, cancellationToken);

    public Task CopyAsync(StoragePath source, StoragePath destination, CopyOptions? options = null, CancellationToken cancellationToken = default) =>
        Store.CopyAsync(source, destination, options, cancellationToken);

    public Task SetAttributesAsync(StoragePath path, StorageAttributes attributes, CancellationToken cancellationToken = default) =>
        Store.SetAttributesAsync(path, attributes, cancellationToken);

    public Task<StorageAttributes> GetAttributesAsync(StoragePath path, CancellationToken cancellationToken = default) =>
        Store.GetAttributesAsync(path, cancellationToken);

    public ValueTask DisposeAsync()
    {
        _isDisposed = true;
        return default;
    }
}
