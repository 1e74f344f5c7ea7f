using Microsoft.Win32.SafeHandles;

namespace Orbit.Storage.Local.Linux;

/// <summary>
/// Deletes a directory with everything below, on descriptors and by bytes, so that no link leads astray and no name is too strange. What
/// somebody else deletes at the same time is as good as deleted. It holds one stream for each level.
/// </summary>
internal sealed class LinuxTreeDeletion(CancellationToken cancellationToken)
{
    // A directory that fills as fast as it is emptied must not hold the call for ever.
    private const int MostPasses = 16;
    private readonly Stack<DeletionLevel> _levels = new();

    /// <summary>Deletes an entry and, where it is a directory, all below.</summary>
    public void Run(LinuxPlace place)
    {
        if (!TryRemove(place.Directory, place.Name, mayBeDirectory: true))
        {
            Empty(place.Directory, place.Name, isKept: false);
        }
    }

    /// <summary>Deletes all below a directory and leaves itself.</summary>
    public void RunBelow(LinuxPlace place) => Empty(place.Directory, place.Name, isKept: true);

    private void Empty(SafeFileHandle parent, ReadOnlySpan<byte> name, bool isKept)
    {
        Enter(parent, name, isKept);
        try
        {
            while (_levels.TryPeek(out DeletionLevel? level))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!level.Reader.MoveNext())
                {
                    Leave(level);
                }
                else if (!TryRemove(level.Reader.Directory, level.Reader.Name, level.Reader.IsDirectory))
                {
                    Enter(level.Reader.Directory, level.Reader.Name, isKept: false);
                }
            }
        }
        finally
        {
            while (_levels.TryPop(out DeletionLevel? level))
            {
                level.Reader.Dispose();
            }
        }
    }

    private void Enter(SafeFileHandle parent, ReadOnlySpan<byte> name, bool isKept)
    {
        Errno error = LinuxDirectoryReader.TryOpen(parent, name, out LinuxDirectoryReader? reader);
        if (error == Errno.None)
        {
            _levels.Push(new DeletionLevel(reader!, parent, name.ToArray(), isKept));
        }
        else if (error is not (Errno.ENOENT or Errno.ENOTDIR or Errno.ELOOP))
        {
            throw new ErrnoException(error, "openat", Describe(name));
        }
    }

    private void Leave(DeletionLevel level)
    {
        Errno error = level.IsKept ? level.Reader.IsEmpty() ? Errno.None : Errno.ENOTEMPTY : NameCalls.TryRemoveDirectory(level.Parent, level.Name);
        if (error is Errno.ENOTEMPTY or Errno.EEXIST && ++level.Passes < MostPasses)
        {
            // Some file systems skip names when a directory changes under its stream.
            level.Reader.Rewind();
            return;
        }

        _levels.Pop().Reader.Dispose();
        if (error is not (Errno.None or Errno.ENOENT))
        {
            throw new ErrnoException(error, "unlinkat", Describe(level.Name));
        }
    }

    /// <returns>False where it is a directory with content.</returns>
    private bool TryRemove(SafeFileHandle directory, ReadOnlySpan<byte> name, bool mayBeDirectory)
    {
        Errno error = mayBeDirectory ? NameCalls.TryRemoveDirectory(directory, name) : NameCalls.TryRemoveFile(directory, name);
        if (error is Errno.ENOTDIR or Errno.EISDIR)
        {
            error = mayBeDirectory ? NameCalls.TryRemoveFile(directory, name) : NameCalls.TryRemoveDirectory(directory, name);
        }

        return error switch
        {
            Errno.None or Errno.ENOENT => true,
            Errno.ENOTEMPTY or Errno.EEXIST => false,
            _ => throw new ErrnoException(error, "unlinkat", Describe(name)),
        };
    }

    private string Describe(ReadOnlySpan<byte> name) =>
        string.Join('/', _levels.Reverse().Select(static level => LinuxName.Decode(level.Name.AsSpan(..^1))).Append(LinuxName.Decode(name[..^1])));
}
