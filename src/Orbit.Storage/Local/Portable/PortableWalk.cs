namespace Orbit.Storage.Local.Portable;

/// <summary>Walks a directory, or a tree in pre-order, with one enumeration for each level.</summary>
internal sealed class PortableWalk(PortablePaths paths, StoragePath top, ListOptions options, SymbolicLinkPolicy links, IStorageBackend owner) : ILocalWalk
{
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false, ReturnSpecialDirectories = false };
    private readonly object _gate = new();
    private readonly Stack<(IEnumerator<FileSystemInfo> Names, string Prefix, string Place)> _levels = new();
    private bool _hasBegun;
    private bool _isDisposed;

    public string Identity { get; private set; } = "";

    public bool Read(List<StorageEntry> batch, int count, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (!_hasBegun)
            {
                Begin();
            }

            while (batch.Count < count && _levels.TryPeek(out (IEnumerator<FileSystemInfo> Names, string Prefix, string Place) level))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (level.Names.MoveNext())
                {
                    Show(level.Names.Current, level.Prefix, batch);
                }
                else
                {
                    _levels.Pop().Names.Dispose();
                }
            }

            return _levels.Count > 0;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            while (_levels.TryPop(out (IEnumerator<FileSystemInfo> Names, string Prefix, string Place) level))
            {
                level.Names.Dispose();
            }
        }
    }

    private void Begin()
    {
        string place = paths.Find(top, paths.FollowsLinks);
        FileSystemInfo info = PortableDescriber.Look(place);
        Errno error = PortableDescriber.KindOf(info) switch
        {
            StorageEntryKind.Directory => Errno.None,
            StorageEntryKind.SymbolicLink when !top.IsRoot => Errno.ELOOP,
            _ => info is DirectoryInfo ? Errno.None : Errno.ENOTDIR,
        };
        error.ThrowIfFailed("opendir");
        Enter(top, place);
        Identity = place;
        _hasBegun = true;
    }

    private void Show(FileSystemInfo info, string prefix, List<StorageEntry> batch)
    {
        string name = info.Name;
        if ((!options.IncludeHidden && name[0] == '.') || TemporaryName.IsMatch(name))
        {
            return;
        }

        StoragePath path = StoragePath.FromStoredName(prefix + name, owner);
        try
        {
            bool isLink = info.LinkTarget is not null;
            if (isLink && !TryResolve(path, ref info))
            {
                return;
            }

            StorageEntry entry = PortableDescriber.Describe(path, info);
            batch.Add(entry);
            if (options.Recursive && entry.Kind == StorageEntryKind.Directory && _levels.Count < (options.MaxDepth ?? int.MaxValue) && !(isLink && IsAbove(info.FullName)))
            {
                Enter(path, info.FullName);
            }
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            // Between the directory's answer and the look at the entry it was deleted: it is simply not there.
        }
    }

    private bool TryResolve(StoragePath path, ref FileSystemInfo info)
    {
        if (links != SymbolicLinkPolicy.Follow)
        {
            return links == SymbolicLinkPolicy.Show;
        }

        try
        {
            FileSystemInfo target = PortableDescriber.Look(paths.Find(path, followLast: true));
            info = options.FollowSymbolicLinks ? target : info;
            return true;
        }
        catch (ErrnoException)
        {
            // It leads out or nowhere.
            return false;
        }
    }

    private bool IsAbove(string place) => _levels.Any(level => level.Place == place);

    private void Enter(StoragePath path, string place) => _levels.Push(
        (new DirectoryInfo(place).EnumerateFileSystemInfos("*", Everything).GetEnumerator(), path.IsRoot ? "" : path.Value + "/", place));
}
