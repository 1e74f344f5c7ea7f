using Orbit.Storage.Local;
using Orbit.Storage.Ssh.Files;
using Renci.SshNet.Common;
using Renci.SshNet.Sftp;

namespace Orbit.Storage.Ssh;

/// <summary>The operations on single entries.</summary>
internal sealed class SftpEntries(SshStore store)
{
    public async Task<StorageEntry> StatAsync(StoragePath path, CancellationToken cancellationToken)
    {
        bool isFollowed = store.Options.SymbolicLinks == SymbolicLinkPolicy.Follow;
        StorageEntry? entry = isFollowed || path.IsRoot ? null : await ProgramStat.TryRunAsync(store, path, cancellationToken).ConfigureAwait(false);
        return entry ?? await store.RunAsync(view => SftpDescriber.Describe(path, Entry(view, path).Attributes), cancellationToken).ConfigureAwait(false);
    }

    public async Task DeleteAsync(StoragePath path, CancellationToken cancellationToken)
    {
        ISftpFile? left = await store.RunAsync(view => Delete(view, path), cancellationToken).ConfigureAwait(false);
        if (left is not null)
        {
            await SftpDirectory.ThrowIfNotEmptyAsync(store, left, cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task DeleteTreeAsync(StoragePath path, CancellationToken cancellationToken)
    {
        using SftpTreeDeletion deletion = new(store);
        await deletion.RunAsync(path, cancellationToken).ConfigureAwait(false);
    }

    public Task CreateDirectoryAsync(StoragePath path, CreateDirectoryOptions options, CancellationToken cancellationToken) =>
        store.RunAsync(view => new SftpDirectoryMaker(view, store).Make(path, options), cancellationToken);

    public Task RenameAsync(StoragePath source, StoragePath destination, RenameOptions options, CancellationToken cancellationToken) =>
        new SftpRename(store, source, destination, options).RunAsync(cancellationToken);

    public Task SetAttributesAsync(StoragePath path, StorageAttributes attributes, CancellationToken cancellationToken)
    {
        if (attributes.Owner is { } owner && (owner.UserName ?? owner.GroupName) is not null)
        {
            throw new StorageException(StorageFault.Unsupported("this protocol knows owners by number alone; set UserId and GroupId, and leave the names out."), null);
        }

        return store.RunAsync(view => SetAttributes(view.Find(path), attributes), cancellationToken);
    }

    public async Task<StorageAttributes> GetAttributesAsync(StoragePath path, CancellationToken cancellationToken)
    {
        StorageEntry entry = await StatAsync(path, cancellationToken).ConfigureAwait(false);
        return new StorageAttributes { Permissions = entry.Permissions, Owner = entry.Owner, LastModified = entry.LastModified, LastAccessed = entry.LastAccessed };
    }

    private ISftpFile Entry(SftpView view, StoragePath path) => store.Options.SymbolicLinks == SymbolicLinkPolicy.Follow ? view.Find(path) : view.Look(path);

    /// <returns>The directory that the server did not delete and did not say why.</returns>
    private static ISftpFile? Delete(SftpView view, StoragePath path)
    {
        if (view.TryLook(path) is not { } entry)
        {
            return null;
        }

        try
        {
            entry.Delete();
            return null;
        }
        catch (SftpPathNotFoundException)
        {
            return null;
        }
        catch (SftpException failure) when (entry.IsDirectory && SftpErrors.IsUnexplained(failure))
        {
            return entry;
        }
    }

    private static bool SetAttributes(ISftpFile file, StorageAttributes attributes)
    {
        SftpFileAttributes changed = file.Attributes;
        if (attributes.Permissions is { } mode)
        {
            SftpDescriber.SetMode(changed, mode);
        }

        changed.UserId = attributes.Owner?.UserId is { } user ? (int)(uint)user : changed.UserId;
        changed.GroupId = attributes.Owner?.GroupId is { } group ? (int)(uint)group : changed.GroupId;
        changed.LastWriteTimeUtc = attributes.LastModified?.UtcDateTime ?? changed.LastWriteTimeUtc;
        changed.LastAccessTimeUtc = attributes.LastAccessed?.UtcDateTime ?? changed.LastAccessTimeUtc;
        file.UpdateStatus();
        return true;
    }
}
