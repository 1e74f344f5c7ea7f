using Microsoft.Win32.SafeHandles;
using Orbit.Storage.Diagnostics;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Local.Linux;

/// <summary>A directory on Linux: every operation starts from the root's descriptor and ends in a call relative to the parent's.</summary>
internal sealed class LinuxVolume : ILocalVolume
{
    private const UnixFileMode CopiedBits = (UnixFileMode)0x1ff;
    private readonly LinuxRoot _root;
    private readonly IStorageBackend _owner;
    private readonly SymbolicLinkPolicy _links;
    private readonly UnixFileMode? _filePermissions;
    private readonly UnixFileMode? _directoryPermissions;

    private LinuxVolume(LinuxRoot root, LocalBackendOptions options, IStorageBackend owner)
    {
        _root = root;
        _owner = owner;
        _links = options.SymbolicLinks;
        _filePermissions = options.FilePermissions;
        _directoryPermissions = options.DirectoryPermissions;
        Capabilities = LocalCapabilities.OfLinux(_links, ExtendedAttributes.AreKeptBy(root.Directory));
    }

    public StorageCapabilities Capabilities { get; }

    public bool IsRootMissing => _root.IsRemoved;

    /// <summary>Opens a root that exists.</summary>
    public static LinuxVolume Open(string path, LocalBackendOptions options, IStorageBackend owner, bool walksSegments = false)
    {
        SafeFileHandle directory = RootDirectory.Open(Path.GetFullPath(path));
        try
        {
            // A place that may be named but not searched is no use, and would only show with the first entry.
            NameCalls.TryStat(directory, ".\0"u8, out _).ThrowIfFailed("statx");
            return new LinuxVolume(new LinuxRoot(directory, options.SymbolicLinks == SymbolicLinkPolicy.Follow, walksSegments), options, owner);
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }

    public StorageEntry Stat(StoragePath path)
    {
        using LinuxPlace place = _root.Find(path, _root.FollowsLinks);
        return new LinuxDescriber().Describe(path, place.Stat());
    }

    public ILocalFile OpenFile(StoragePath path) => LinuxFile.Open(_root, path);

    public ILocalWalk OpenWalk(StoragePath path, ListOptions options) =>
        new LinuxWalk(_root, path, options, new WalkLinks(_root, _links, options.FollowSymbolicLinks), _owner);

    public ILocalTemporary CreateTemporary(WriteRequest request) => LinuxTemporary.Create(_root, request, _filePermissions, _directoryPermissions);

    public void Delete(StoragePath path)
    {
        if (FindToDelete(path) is not { } place)
        {
            return;
        }

        using (place)
        {
            Errno error = NameCalls.TryRemoveFile(place.Directory, place.Name);
            error = error == Errno.EISDIR ? NameCalls.TryRemoveDirectory(place.Directory, place.Name) : error;
            (error == Errno.ENOENT && !_root.IsRemoved ? Errno.None : error).ThrowIfFailed("unlinkat");
        }
    }

    public void DeleteTree(StoragePath path, CancellationToken cancellationToken)
    {
        (_root.IsRemoved ? Errno.ENOENT : Errno.None).ThrowIfFailed("unlinkat");
        if (FindToDelete(path) is not { } place)
        {
            return;
        }

        using (place)
        {
            LinuxTreeDeletion deletion = new(cancellationToken);
            if (path.IsRoot)
            {
                deletion.RunBelow(place);
            }
            else
            {
                deletion.Run(place);
            }
        }
    }

    public void CreateDirectory(StoragePath path, CreateDirectoryOptions options) =>
        LinuxDirectory.Create(_root, path, options, _directoryPermissions);

    public void Rename(StoragePath source, StoragePath destination, RenameOptions options) =>
        LinuxRename.Run(_root, source, destination, options, _directoryPermissions);

    public bool TryCopy(StoragePath source, StoragePath destination, CopyOptions options, ProgressMeter? progress, CancellationToken cancellationToken)
    {
        using LinuxFile file = LinuxFile.Open(_root, source);
        WriteOptions write = new()
        {
            Overwrite = options.Overwrite,
            CreateParents = options.CreateParents,
            Durable = options.Durable,
            Permissions = file.Permissions & CopiedBits,
        };
        using ILocalTemporary target = CreateTemporary(new WriteRequest(destination, write));
        bool isDone = false;
        try
        {
            if (new LinuxCopy(progress, cancellationToken).TryRun(file, target))
            {
                target.Publish(file.Entry.Size!.Value);
                isDone = true;
            }
        }
        finally
        {
            if (!isDone)
            {
                target.Remove();
            }
        }

        return isDone;
    }

    public void SetAttributes(StoragePath path, StorageAttributes attributes) => LinuxAttributes.Set(_root, path, attributes);

    public StorageAttributes GetAttributes(StoragePath path) => LinuxAttributes.Get(_root, path, Capabilities.ExtendedAttributes);

    public SweepResult Sweep(DateTimeOffset unchangedSince, CancellationToken cancellationToken) => new LinuxSweep(unchangedSince, cancellationToken).Run(_root);

    public void Dispose() => _root.Dispose();

    // Below what is missing or no directory there is nothing to delete.
    private LinuxPlace? FindToDelete(StoragePath path)
    {
        try
        {
            return _root.Find(path, followLast: false);
        }
        catch (ErrnoException missing) when (missing.Error is Errno.ENOENT or Errno.ENOTDIR && !_root.IsRemoved)
        {
            return null;
        }
    }
}
