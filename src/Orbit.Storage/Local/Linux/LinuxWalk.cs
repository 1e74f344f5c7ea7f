using System.Globalization;

namespace Orbit.Storage.Local.Linux;

/// <summary>
/// Walks a directory, or a tree in pre-order, on descriptors: each level is opened from the one above, so that no link swapped in leads
/// astray. It holds one stream for each level and nothing for each entry.
/// </summary>
internal sealed class LinuxWalk(LinuxRoot root, StoragePath top, ListOptions options, WalkLinks links, IStorageBackend owner) : ILocalWalk
{
    private readonly object _gate = new();
    private readonly Stack<WalkLevel> _levels = new();
    private readonly LinuxDescriber _describer = new();
    private (StoragePath Path, Statx Stat, bool IsByLink)? _entering;
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
                LinuxDirectoryReader reader = OpenLinked(top);
                Statx stat = NameCalls.Stat(reader.Directory);
                Identity = string.Create(CultureInfo.InvariantCulture, $"{stat.DeviceMajor:x}.{stat.DeviceMinor:x}-{stat.Inode:x}");
                Push(reader, top);
                _hasBegun = true;
            }

            while (batch.Count < count && _levels.TryPeek(out WalkLevel? level))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (_entering is not null)
                {
                    Enter(level);
                }
                else if (level.Reader.MoveNext())
                {
                    Show(level, batch);
                }
                else
                {
                    _levels.Pop().Reader.Dispose();
                }
            }

            // A removed directory reads as empty, which for the root would hide that it is gone.
            (_levels.Count == 0 && top.IsRoot && root.IsRemoved ? Errno.ENOENT : Errno.None).ThrowIfFailed("getdents64");
            return _levels.Count > 0;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            while (_levels.TryPop(out WalkLevel? level))
            {
                level.Reader.Dispose();
            }
        }
    }

    private void Show(WalkLevel level, List<StorageEntry> batch)
    {
        ReadOnlySpan<byte> name = level.Reader.Name;
        if ((!options.IncludeHidden && name[0] == (byte)'.') || LinuxName.IsTemporary(name))
        {
            return;
        }

        // Gone since the directory was read: it is simply not there.
        Errno error = NameCalls.TryStat(level.Reader.Directory, name, out Statx stat);
        if (error == Errno.ENOENT)
        {
            return;
        }

        StoragePath path = StoragePath.FromStoredName(level.Prefix + LinuxName.Decode(name[..^1]), owner);
        error.ThrowIfFailed("statx", path.Value);
        bool isLink = stat.IsLink;
        if (isLink && !links.Shows(path, ref stat))
        {
            return;
        }

        batch.Add(_describer.Describe(path, stat));
        if (options.Recursive && stat.IsDirectory && _levels.Count < (options.MaxDepth ?? int.MaxValue) && !(isLink && IsAbove(stat)))
        {
            _entering = (path, stat, isLink);
        }
    }

    private bool IsAbove(Statx directory) => _levels.Any(level => level.Directory.IsSameFileAs(directory));

    // Kept until it succeeded: after a failure that passes, the walk goes on here.
    private void Enter(WalkLevel level)
    {
        (StoragePath path, _, bool isByLink) = _entering!.Value;
        try
        {
            LinuxDirectoryReader reader = isByLink ? OpenLinked(path) : Open(level.Reader, path);
            _entering = null;
            Push(reader, path);
        }
        catch (ErrnoException gone) when (gone.Error is Errno.ENOENT or Errno.ENOTDIR or Errno.ELOOP or Errno.EXDEV)
        {
            // Removed, or no directory any more.
            _entering = null;
        }
    }

    private static LinuxDirectoryReader Open(LinuxDirectoryReader parent, StoragePath path)
    {
        LinuxDirectoryReader.TryOpen(parent.Directory, parent.Name, out LinuxDirectoryReader? reader).ThrowIfFailed("openat", path.Value);
        return reader!;
    }

    private LinuxDirectoryReader OpenLinked(StoragePath path)
    {
        using LinuxPlace place = root.Find(path, followLast: root.FollowsLinks);
        Errno error = LinuxDirectoryReader.TryOpen(place.Directory, place.Name, out LinuxDirectoryReader? reader);
        bool isLink = error == Errno.ENOTDIR && place.TryStat(out Statx stat) == Errno.None && stat.IsLink;
        (isLink ? Errno.ELOOP : error).ThrowIfFailed("openat", path.Value);
        return reader!;
    }

    private void Push(LinuxDirectoryReader reader, StoragePath path) =>
        _levels.Push(new WalkLevel(reader, path.IsRoot ? "" : path.Value + "/", options.FollowSymbolicLinks ? NameCalls.Stat(reader.Directory) : default));
}
