using Microsoft.Win32.SafeHandles;

namespace Orbit.Storage.Local.Linux;

/// <summary>Renames a file to a name that must be free, decided by the kernel: RENAME_NOREPLACE, or a hard link where the file system lacks that.</summary>
internal static class ExclusiveRename
{
    /// <returns>EEXIST where the name is taken; EINVAL where the file system has neither way.</returns>
    public static Errno Try(SafeFileHandle fromDirectory, ReadOnlySpan<byte> from, SafeFileHandle toDirectory, ReadOnlySpan<byte> to)
    {
        Errno error = NameCalls.TryRename(fromDirectory, from, toDirectory, to, replace: false);
        if (error is not (Errno.EINVAL or Errno.ENOSYS or Errno.EOPNOTSUPP))
        {
            return error;
        }

        Errno linked = NameCalls.TryLink(fromDirectory, from, toDirectory, to);
        if (linked == Errno.None)
        {
            _ = NameCalls.TryRemoveFile(fromDirectory, from);
            return Errno.None;
        }

        return linked is Errno.EPERM or Errno.EOPNOTSUPP or Errno.ENOSYS ? Errno.EINVAL : linked;
    }
}
