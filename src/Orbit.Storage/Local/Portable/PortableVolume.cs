using Orbit.Storage.Diagnostics;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Local.Portable;

/// <summary>A directory through what .NET has on every platform: for Windows, macOS, and Linux on processors whose system calls are not known here.</summary>
internal sealed class PortableVolume : ILocalVolume
{
    private readonly PortablePaths _paths;
    private readonly IStorageBackend _owner;
    private readonly SymbolicLinkPolicy _links;
    private readonly UnixFileMode? _filePermissions;
    private readonly UnixFileMode? _directoryPermissions;

    private PortableVolume(string root, LocalBackendOptions options, IStorageBackend owner)
    {
        _paths = new PortablePaths(root, options.SymbolicLinks == SymbolicLinkPolicy.Follow);
        _owner = owner;
        _links = options.SymbolicLinks;
        _filePermissions = options.FilePermissions;
        _directoryPermissions = options.DirectoryPermissions;
        Capabilities = LocalCapabilities.OfPortable(_links);
    }

    public StorageCapabilities Capabilities { get; }

    public bool IsRootMissing => !Directory.Exists(_paths.Root);

    /// <summary>Opens a root that exists.</summary>
    public static PortableVolume Open(string path, LocalBackendOptions options, IStorageBackend owner)
    {
        string root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (PortableDescriber.Look(root) is not DirectoryInfo directory)
        {
            throw new ErrnoException(Errno.ENOTDIR, "open");
        }

        // A directory that may be named but not read would only show with the first entry.
        using IEnumerator<FileSystemInfo> probe = directory.EnumerateFileSystemInfos().GetEnumerator();
        return new PortableVolume(root, options, owner);
    }

    public StorageEntry Stat(StoragePath path) =>
        path.IsRoot
            ? new StorageEntry(path, StorageEntryKind.Directory) { LastModified = Directory.GetLastWriteTimeUtc(_paths.Root) }
            : PortableDescriber.Describe(path, PortableDescriber.Look(_paths.Find(path, _paths.FollowsLinks)));

    public ILocalFile OpenFile(StoragePath path) => PortableFile.Open(path, _paths.Find(path, _paths.FollowsLinks));

    public ILocalWalk OpenWalk(StoragePath path, ListOptions options) => new PortableWalk(_paths, path, options, _links, _owner);

    public ILocalTemporary CreateTemporary(WriteRequest request) => PortableTemporary.Create(_paths, request, _filePermissions, _directoryPermissions);

    public void Delete(StoragePath path)
    {
        if (Seek(path) is { } info)
        {
            PortableTreeDeletion.RemoveOne(info);
        }
    }

    public void DeleteTree(StoragePath path, CancellationToken cancellationToken)
    {
        if (path.IsRoot)
        {
            PortableTreeDeletion.RunBelow(new DirectoryInfo(_paths.Root), cancellationToken);
        }
        else if (Seek(path) is { } info)
        {
            PortableTreeDeletion.Run(info, cancellationToken);
        }
    }

    public void CreateDirectory(StoragePath path, CreateDirectoryOptions options)
    {
        string place = _paths.Find(path, _paths.FollowsLinks);
        if (PortableDescriber.Exists(place))
        {
            FileSystemInfo existing = PortableDescriber.Look(place);
            (existing.LinkTarget is not null ? Errno.ELOOP : existing is DirectoryInfo ? Errno.None : Errno.ENOTDIR).ThrowIfFailed("mkdir");
            return;
        }

        string parent = Path.GetDirectoryName(place)!;
        PortableParents parents = new(_paths.ExistingDirectory(parent), parent, _directoryPermissions);
        parents.Require(options.CreateParents);
        parents.Make();
        new PortableParents(parent, place, options.Permissions ?? _directoryPermissions).Make();
    }

    public void Rename(StoragePath source, StoragePath destination, RenameOptions options) =>
        PortableRename.Run(_paths, source, destination, options, _directoryPermissions);

    // .NET's own copy can neither be cancelled nor watched.
    public bool TryCopy(StoragePath source, StoragePath destination, CopyOptions options, ProgressMeter? progress, CancellationToken cancellationToken) => false;

    public void SetAttributes(StoragePath path, StorageAttributes attributes) =>
        PortableAttributes.Set(PortableDescriber.Look(_paths.Find(path, _paths.FollowsLinks)), attributes);

    public StorageAttributes GetAttributes(StoragePath path) => PortableAttributes.Get(PortableDescriber.Look(_paths.Find(path, _paths.FollowsLinks)));

    public SweepResult Sweep(DateTimeOffset unchangedSince, CancellationToken cancellationToken) =>
        new PortableSweep(unchangedSince, cancellationToken).Run(_paths.Root);

    public void Dispose()
    {
    }

    // What is missing, or lies below a file, counts as deleted.
    private FileSystemInfo? Seek(StoragePath path)
    {
        try
        {
            return PortableDescriber.Look(_paths.Find(path, followLast: false));
        }
        catch (ErrnoException missing) when (missing.Error is Errno.ENOENT or Errno.ENOTDIR && !IsRootMissing)
        {
            return null;
        }
    }
}
