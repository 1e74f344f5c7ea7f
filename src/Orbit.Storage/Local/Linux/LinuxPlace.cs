using Microsoft.Win32.SafeHandles;

namespace Orbit.Storage.Local.Linux;

/// <summary>
/// Where an entry is or will be: the directory that holds it, open, and its name in there. Where parents are missing, the directory is the
/// deepest that exists until <see cref="MakeParents"/>.
/// </summary>
internal sealed class LinuxPlace(SafeFileHandle directory, bool ownsDirectory, List<byte[]> missing, byte[] name) : IDisposable
{
    private readonly List<SafeFileHandle> _made = [];
    private readonly List<bool> _isMine = [];

    /// <summary>The deepest directory that existed when the place was found.</summary>
    public SafeFileHandle Base => directory;

    /// <summary>The entry's parent, or <see cref="Base"/> as long as parents are missing.</summary>
    public SafeFileHandle Directory => _made.Count == 0 ? directory : _made[^1];

    /// <summary>The entry's name, NUL behind; "." where the place is a directory itself.</summary>
    public byte[] Name => name;

    /// <summary>The parents that were missing when the place was found, from the top.</summary>
    public IReadOnlyList<byte[]> Missing => missing;

    public bool IsDirectoryItself => LinkedPath.IsDirectoryItself(name);

    /// <summary>Describes the entry, or says ENOENT as long as a parent is missing.</summary>
    public Errno TryStat(out Statx stat)
    {
        if (_made.Count == missing.Count)
        {
            return NameCalls.TryStat(Directory, name, out stat);
        }

        stat = default;
        return Errno.ENOENT;
    }

    public Statx Stat()
    {
        TryStat(out Statx stat).ThrowIfFailed("statx");
        return stat;
    }

    /// <summary>Makes the missing parents; one that somebody else makes at the same time is as good.</summary>
    public void MakeParents(UnixFileMode? mode)
    {
        while (_made.Count < missing.Count)
        {
            byte[] parent = missing[_made.Count];
            Errno error = NameCalls.TryMakeDirectory(Directory, parent, (uint)(mode ?? DirectoryMode.Default));
            if (error is not (Errno.None or Errno.EEXIST))
            {
                throw new ErrnoException(error, "mkdirat");
            }

            NameCalls.TryOpen(Directory, parent, OpenFlags.PathOnly | OpenFlags.Directory, 0, out SafeFileHandle made).ThrowIfFailed("openat");
            _made.Add(made);
            _isMine.Add(error == Errno.None);
            if (mode is { } exact && error == Errno.None)
            {
                PinnedEntry.TryChangeMode(made, exact).ThrowIfFailed("chmod");
            }
        }
    }

    /// <summary>Removes the parents that this place made, as far as they are empty.</summary>
    public void RemoveMadeParents()
    {
        for (int i = _made.Count - 1; i >= 0 && _isMine[i]; i--)
        {
            if (NameCalls.TryRemoveDirectory(i == 0 ? directory : _made[i - 1], missing[i]) != Errno.None)
            {
                return;
            }
        }
    }

    /// <summary>Brings the entry's directory to stable storage and, where parents were made, those that hold them, upwards.</summary>
    public void Flush()
    {
        for (int i = _made.Count - 1; i >= 0; i--)
        {
            FlushDirectory(_made[i]);
        }

        FlushDirectory(directory);
    }

    public void Dispose()
    {
        foreach (SafeFileHandle made in _made)
        {
            made.Dispose();
        }

        if (ownsDirectory)
        {
            directory.Dispose();
        }
    }

    private static void FlushDirectory(SafeFileHandle place)
    {
        // A descriptor that is a mere place cannot be flushed.
        NameCalls.TryOpen(place, ".\0"u8, OpenFlags.ReadOnly | OpenFlags.Directory, 0, out SafeFileHandle opened).ThrowIfFailed("openat");
        using (opened)
        {
            FileCalls.TryFlush(opened).ThrowIfFailed("fsync");
        }
    }
}
