using Microsoft.Win32.SafeHandles;
using Orbit.Storage.Diagnostics;

namespace Orbit.Storage.Local.Linux;

/// <summary>
/// Copies within the kernel: by a reflink (ioctl FICLONE), which shares the blocks until one side changes, else by copy_file_range(2), which
/// moves the bytes without a detour through the process. Holes stay holes.
/// </summary>
internal sealed class LinuxCopy(ProgressMeter? progress, CancellationToken cancellationToken)
{
    // Between chunks the call can be cancelled and progress shown: a tenth of a second on a slow disk.
    private const long Chunk = 16 * 1024 * 1024;

    /// <returns>False where the file system can do neither; the target may hold some bytes.</returns>
    public bool TryRun(ILocalFile source, ILocalTemporary target)
    {
        long length = source.Entry.Size!.Value;
        if (FileCalls.TryClone(source.Handle, target.Handle) == Errno.None)
        {
            progress?.Add(length);
            return true;
        }

        bool hasHoles = FileCalls.NextData(source.Handle, 0, length) != (0, length);
        if (!hasHoles && length >= ILocalTemporary.WorthPreallocating)
        {
            target.Preallocate(length);
        }

        for (long position = 0; position < length;)
        {
            (long start, long end) = hasHoles ? FileCalls.NextData(source.Handle, position, length) : (position, length);
            progress?.Add(start - position);
            if (!TryCopy(source.Handle, target.Handle, start, end))
            {
                return false;
            }

            position = end;
        }

        if (hasHoles)
        {
            // A hole at the end is part of the length.
            FileCalls.TryTruncate(target.Handle, length).ThrowIfFailed("ftruncate");
        }

        return source.Examine() == (length, source.Entry.LastModified!.Value)
            ? true
            : throw new StorageException(StorageErrorKind.ObjectChanged, "the source was changed in place while it was copied; copy it again.");
    }

    private bool TryCopy(SafeFileHandle source, SafeFileHandle target, long position, long end)
    {
        while (position < end)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Errno error = FileCalls.TryCopyRange(source, target, position, Math.Min(Chunk, end - position), out long copied);
            if (error is Errno.EXDEV or Errno.EOPNOTSUPP or Errno.EINVAL or Errno.ENOSYS or Errno.EPERM)
            {
                return false;
            }

            error.ThrowIfFailed("copy_file_range");
            if (copied == 0)
            {
                throw new StorageException(StorageErrorKind.LengthMismatch, $"the source ended at byte {position} while it was copied.");
            }

            position += copied;
            progress?.Add(copied);
        }

        return true;
    }
}
