namespace Orbit.Storage;

// Listing: pages and walks between the backend's source and the caller's enumeration.
public abstract partial class StorageBackend
{
    /// <inheritdoc/>
    public IAsyncEnumerable<StorageEntry> ListAsync(StoragePath path, ListOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    private Task DeleteTreeByWalkAsync(StoragePath path, CancellationToken cancellationToken) => throw new NotSupportedException();
}
