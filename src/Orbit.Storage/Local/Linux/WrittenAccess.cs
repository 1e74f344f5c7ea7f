using Microsoft.Win32.SafeHandles;

namespace Orbit.Storage.Local.Linux;

/// <summary>Whose a written file is, and what permissions it gets: those that were asked for, else those of the file that it replaces, else those of every new file.</summary>
/// <param name="exact">The permissions; null for what the umask leaves.</param>
/// <param name="isAsked">Whether they were asked for, so that a file system without permissions must refuse.</param>
/// <param name="replaced">The file that is replaced, if there is one.</param>
internal sealed class WrittenAccess(UnixFileMode? exact, bool isAsked, Statx? replaced)
{
    /// <summary>What a file is created with: closed to others where it will be closed to some, since bytes must not be readable before the permissions are right.</summary>
    public uint OfCreation => exact is null ? NewFile : OnlyMine;

    private const uint NewFile = 0x1b6; // rw-rw-rw-, which the kernel lessens by the umask
    private const uint OnlyMine = 0x180; // rw-------

    /// <summary>Gives it to the replaced file's owner as far as the process may: root does, others become its owner, as with any rename.</summary>
    public void GiveOwner(SafeFileHandle file)
    {
        Statx mine = NameCalls.Stat(file);
        if (replaced is { } old && (old.UserId != mine.UserId || old.GroupId != mine.GroupId))
        {
            _ = PinnedEntry.TryChangeOwner(file, old.UserId, old.GroupId);
        }
    }

    /// <summary>Sets the permissions. Where nobody asked, a file system without them may keep what it has.</summary>
    public void SetMode(SafeFileHandle file)
    {
        Errno error = exact is { } mode ? FileCalls.TryChangeMode(file, mode) : Errno.None;
        (isAsked ? error : Errno.None).ThrowIfFailed("fchmod");
    }
}
