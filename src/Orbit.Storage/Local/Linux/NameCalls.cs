using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Orbit.Storage.Local.Linux;

/// <summary>
/// System calls on names within a directory that is held open. A name is one segment in bytes with NUL behind; nothing here follows a link.
/// </summary>
internal static unsafe class NameCalls
{
    private const int NoFollow = 0x100;
    private const int EmptyPath = 0x1000;
    private const int RemoveDirectory = 0x200;
    private const int NoReplace = 1;
    private const int LongestLink = 4096;

    public static Errno TryOpen(SafeFileHandle directory, ReadOnlySpan<byte> name, int flags, uint mode, out SafeFileHandle file)
    {
        int descriptor;
        fixed (byte* pointer = name)
        {
            do
            {
                descriptor = LibC.OpenAt(directory, pointer, flags | OpenFlags.NoFollow | OpenFlags.CloseOnExec, mode);
            }
            while (descriptor < 0 && LastError() == Errno.EINTR);
        }

        Errno error = descriptor < 0 ? LastError() : Errno.None;
        file = new SafeFileHandle(descriptor, ownsHandle: true);
        return error;
    }

    public static Errno TryStat(SafeFileHandle directory, ReadOnlySpan<byte> name, out Statx stat)
    {
        fixed (byte* pointer = name)
        fixed (Statx* result = &stat)
        {
            return Result(LibC.Statx(SystemCallNumbers.Statx, directory, pointer, NoFollow, (nint)Statx.Wanted, result));
        }
    }

    public static Statx Stat(SafeFileHandle file)
    {
        Statx stat;
        byte empty = 0;
        Result(LibC.Statx(SystemCallNumbers.Statx, file, &empty, EmptyPath, (nint)Statx.Wanted, &stat)).ThrowIfFailed("statx");
        return stat;
    }

    /// <summary>Reads where a link leads; null where the name is no link, or is missing.</summary>
    public static byte[]? ReadLink(SafeFileHandle directory, ReadOnlySpan<byte> name)
    {
        byte* target = stackalloc byte[LongestLink];
        nint length;
        fixed (byte* pointer = name)
        {
            length = LibC.ReadLinkAt(directory, pointer, target, LongestLink);
        }

        if (length >= 0)
        {
            return new ReadOnlySpan<byte>(target, (int)length).ToArray();
        }

        return LastError() is Errno.EINVAL or Errno.ENOENT ? null : throw new ErrnoException(LastError(), "readlinkat");
    }

    public static Errno TryMakeDirectory(SafeFileHandle directory, ReadOnlySpan<byte> name, uint mode)
    {
        fixed (byte* pointer = name)
        {
            return Result(LibC.MakeDirectoryAt(directory, pointer, mode));
        }
    }

    public static Errno TryRemoveFile(SafeFileHandle directory, ReadOnlySpan<byte> name) => TryRemove(directory, name, 0);

    public static Errno TryRemoveDirectory(SafeFileHandle directory, ReadOnlySpan<byte> name) => TryRemove(directory, name, RemoveDirectory);

    public static Errno TryLink(SafeFileHandle fromDirectory, ReadOnlySpan<byte> from, SafeFileHandle toDirectory, ReadOnlySpan<byte> to)
    {
        fixed (byte* source = from, target = to)
        {
            return Result(LibC.LinkAt(fromDirectory, source, toDirectory, target, 0));
        }
    }

    public static Errno TryRename(
        SafeFileHandle fromDirectory, ReadOnlySpan<byte> from, SafeFileHandle toDirectory, ReadOnlySpan<byte> to, bool replace)
    {
        fixed (byte* source = from, target = to)
        {
            return Result(LibC.RenameAt2(SystemCallNumbers.RenameAt2, fromDirectory, source, toDirectory, target, replace ? 0 : NoReplace));
        }
    }

    internal static Errno LastError() => (Errno)Marshal.GetLastPInvokeError();

    internal static Errno Result(nint returned) => returned < 0 ? LastError() : Errno.None;

    private static Errno TryRemove(SafeFileHandle directory, ReadOnlySpan<byte> name, int flags)
    {
        fixed (byte* pointer = name)
        {
            return Result(LibC.UnlinkAt(directory, pointer, flags));
        }
    }
}
