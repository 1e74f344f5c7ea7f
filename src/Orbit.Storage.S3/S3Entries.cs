namespace Orbit.Storage.S3;

/// <summary>The operations on single objects.</summary>
internal sealed class S3Entries(S3Store store)
{
    public Task<StorageEntry> StatAsync(StoragePath path, CancellationToken cancellationToken) => throw new NotImplementedException($"{store}");

    public Task DeleteAsync(StoragePath path, DeleteOptions options, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<IReadOnlyList<StorageFault?>> DeleteBatchAsync(IReadOnlyList<StoragePath> paths, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task CreateDirectoryAsync(StoragePath path, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<StorageAttributes> GetAttributesAsync(StoragePath path, CancellationToken cancellationToken) => throw new NotImplementedException();
}
