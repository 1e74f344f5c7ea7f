using Microsoft.Win32.SafeHandles;

namespace Orbit.Storage.Local.Linux;

/// <summary>
/// Removes temporary files that nobody writes. A living writer holds a lock on its own, whatever its pace; the age, by the time of the last
/// change of status, which nobody can set, covers file systems without locks.
/// </summary>
internal sealed class LinuxSweep(DateTimeOffset unchangedSince, CancellationToken cancellationToken)
{
    private readonly Stack<LinuxDirectoryReader> _levels = new();
    private long _count;
    private long _bytes;

    public SweepResult Run(LinuxRoot root)
    {
        try
        {
            Enter(root.Directory, ".\0"u8);
            while (_levels.TryPeek(out LinuxDirectoryReader? reader))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!reader.MoveNext())
                {
                    _levels.Pop().Dispose();
                }
                else if (LinuxName.IsTemporary(reader.Name))
                {
                    Remove(reader.Directory, reader.Name);
                }
                else if (reader.MayBeDirectory)
                {
                    Enter(reader.Directory, reader.Name);
                }
            }
        }
        finally
        {
            while (_levels.TryPop(out LinuxDirectoryReader? reader))
            {
                reader.Dispose();
            }
        }

        return new SweepResult(_count, _bytes);
    }

    private void Enter(SafeFileHandle parent, ReadOnlySpan<byte> name)
    {
        Errno error = LinuxDirectoryReader.TryOpen(parent, name, out LinuxDirectoryReader? reader);
        if (error == Errno.None)
        {
            _levels.Push(reader!);
        }
        else if (error is not (Errno.ENOENT or Errno.ENOTDIR or Errno.ELOOP or Errno.EACCES))
        {
            // A directory that may not be read is no place where this process wrote.
            throw new ErrnoException(error, "openat", LinuxName.Decode(name[..^1]));
        }
    }

    private void Remove(SafeFileHandle directory, ReadOnlySpan<byte> name)
    {
        if (NameCalls.TryStat(directory, name, out Statx stat) != Errno.None || !stat.IsFile || stat.Changed.ToTime() > unchangedSince)
        {
            return;
        }

        Errno error = NameCalls.TryOpen(directory, name, OpenFlags.ReadOnly | OpenFlags.NonBlocking, 0, out SafeFileHandle file);
        using (file)
        {
            if (error == Errno.None && FileCalls.TryLock(file) && NameCalls.TryRemoveFile(directory, name) == Errno.None)
            {
                _count++;
                _bytes += stat.Size;
            }
        }
    }
}
