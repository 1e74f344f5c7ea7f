using Microsoft.Win32.SafeHandles;

namespace Orbit.Storage.Local.Linux;

/// <summary>System calls on files that are held open.</summary>
internal static unsafe class FileCalls
{
    private const int KeepSize = 1;
    private const int SeekData = 3;
    private const int SeekHole = 4;
    private const int LockExclusively = 2;
    private const int LockWithoutWaiting = 4;
    private const int Unlock = 8;
    private const nuint Clone = 0x40049409; // FICLONE, linux/fs.h

    /// <summary>Sets space aside without changing the size, so that a write that ends early leaves no longer file.</summary>
    /// <returns>EOPNOTSUPP where the file system cannot, ENOSPC where it has not got it.</returns>
    public static Errno TryAllocate(SafeFileHandle file, long length)
    {
        // Asked for too much, the kernel takes all that there is before it gives up, and every other writer fails meanwhile.
        Errno error = Result(LibC.Allocate(file, KeepSize, 0, 1));
        FileSystemStatus status;
        if (error == Errno.None && LibC.DescribeFileSystem(file, &status) == 0 && (ulong)length / Math.Max(status.BlockSize, 1) > status.FreeBlocks)
        {
            return Errno.ENOSPC;
        }

        return error == Errno.None ? Result(LibC.Allocate(file, KeepSize, 0, length)) : error;
    }

    public static Errno TryTruncate(SafeFileHandle file, long length) => Result(LibC.Truncate(file, length));

    public static Errno TryFlush(SafeFileHandle file) => Result(LibC.Flush(file));

    public static Errno TryChangeMode(SafeFileHandle file, UnixFileMode mode) => Result(LibC.ChangeMode(file, (uint)mode));

    public static Errno TrySetTimes(SafeFileHandle file, TimeSpec accessed, TimeSpec modified)
    {
        TimeSpec* times = stackalloc TimeSpec[2] { accessed, modified };
        return Result(LibC.SetTimes(file, times));
    }

    /// <summary>Marks a file as being written. The mark ends with the process, so that a sweeper can tell a slow writer from a dead one.</summary>
    public static bool TryLock(SafeFileHandle file) => LibC.Lock(file, LockExclusively | LockWithoutWaiting) == 0;

    public static void ReleaseLock(SafeFileHandle file) => _ = LibC.Lock(file, Unlock);

    public static Errno TryClone(SafeFileHandle source, SafeFileHandle target) =>
        Result(LibC.CloneFile(target, Clone, source.DangerousGetHandle()));

    /// <summary>Finds the next stretch that is not a hole.</summary>
    /// <returns>Its start and end; both are <paramref name="length"/> where only a hole is left.</returns>
    public static (long Start, long End) NextData(SafeFileHandle file, long from, long length)
    {
        long start = LibC.Seek(file, from, SeekData);
        if (start < 0)
        {
            return NameCalls.LastError() == Errno.ENXIO ? (length, length) : (from, length);
        }

        long end = LibC.Seek(file, start, SeekHole);
        return (Math.Min(start, length), end < 0 ? length : Math.Min(end, length));
    }

    /// <summary>Lets the kernel copy a stretch to the same place of another file.</summary>
    /// <returns>How many bytes it copied; 0 at the end of the source.</returns>
    public static Errno TryCopyRange(SafeFileHandle source, SafeFileHandle target, long offset, long length, out long copied)
    {
        long from = offset;
        long to = offset;
        copied = LibC.CopyFileRange(SystemCallNumbers.CopyFileRange, source, &from, target, &to, (nint)length, 0);
        return Result((nint)copied);
    }

    private static Errno Result(nint returned) => NameCalls.Result(returned);
}
