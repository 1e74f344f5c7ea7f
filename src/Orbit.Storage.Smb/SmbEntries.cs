using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb;

/// <summary>The operations on single entries.</summary>
internal sealed class SmbEntries(SmbStore store)
{
    public async Task<StorageEntry> StatAsync(StoragePath path, CancellationToken cancellationToken)
    {
        (FileDescription file, string name) = await store.LookAsync(SmbCalls.DescribeNamedAsync, store.Paths.ToWire(path), cancellationToken).ConfigureAwait(false);
        return SmbDescriber.Describe(store.Paths.InStoredCase(path, name), file);
    }

    public async Task DeleteAsync(StoragePath path, CancellationToken cancellationToken)
    {
        // A file that is open still would stay until it is closed.
        await store.Closings.WaitAsync(cancellationToken).ConfigureAwait(false);
        await store.RunAsync(SmbCalls.DeleteAsync, store.Paths.ToWire(path), cancellationToken).ConfigureAwait(false);
    }

    public Task CreateDirectoryAsync(StoragePath path, CreateDirectoryOptions options, CancellationToken cancellationToken) => store.RunAsync(
        static async (share, call, token) =>
        {
            SmbDirectoryMaker maker = new(share);
            await (call.CreateParents ? maker.MakeAsync(call.Path, token) : maker.MakeOneAsync(call.Path, token)).ConfigureAwait(false);
            return true;
        },
        (Path: store.Paths.ToWire(path), options.CreateParents),
        cancellationToken);

    public Task RenameAsync(StoragePath source, StoragePath destination, RenameOptions options, CancellationToken cancellationToken) =>
        new SmbRename(store, store.Paths.ToWire(source), store.Paths.ToWire(destination), options).RunAsync(cancellationToken);

    public Task SetAttributesAsync(StoragePath path, StorageAttributes attributes, CancellationToken cancellationToken) => store.RunAsync(
        static async (share, call, token) =>
        {
            await SmbCalls.SetAsync(share, call.Path, call.Information, token).ConfigureAwait(false);
            return true;
        },
        (Path: store.Paths.ToWire(path), Information: new BasicInformation
        {
            Created = SmbDescriber.ToWire(attributes.Created),
            LastAccessed = SmbDescriber.ToWire(attributes.LastAccessed),
            LastModified = SmbDescriber.ToWire(attributes.LastModified),
        }),
        cancellationToken);

    public async Task<StorageAttributes> GetAttributesAsync(StoragePath path, CancellationToken cancellationToken)
    {
        StorageEntry entry = await StatAsync(path, cancellationToken).ConfigureAwait(false);
        return new StorageAttributes { Created = entry.Created, LastModified = entry.LastModified, LastAccessed = entry.LastAccessed };
    }
}
