namespace Orbit.Storage.Ssh;

/// <summary>The operations on single entries.</summary>
internal sealed class SftpEntries(SshStore store)
{
    public Task<StorageEntry> StatAsync(StoragePath path, CancellationToken cancellationToken) => throw new NotImplementedException($"{store}");

    public Task DeleteAsync(StoragePath path, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task CreateDirectoryAsync(StoragePath path, CreateDirectoryOptions options, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task RenameAsync(StoragePath source, StoragePath destination, RenameOptions options, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task SetAttributesAsync(StoragePath path, StorageAttributes attributes, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<StorageAttributes> GetAttributesAsync(StoragePath path, CancellationToken cancellationToken) => throw new NotImplementedException();
}
