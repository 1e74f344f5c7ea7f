using Microsoft.Win32.SafeHandles;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Local.Linux;

/// <summary>
/// A write's hidden file. It lies beside the target, or, as long as parents are missing, in the deepest directory that exists, so that a write
/// that fails leaves no directories behind; they are made just before the rename.
/// </summary>
internal sealed class LinuxTemporary : ILocalTemporary
{
    private const uint NewFile = 0x1b6; // rw-rw-rw-, which the kernel lessens by the umask
    private const uint OnlyMine = 0x180; // rw-------
    private const UnixFileMode Bits = (UnixFileMode)0x1ff;
    private readonly LinuxPlace _place;
    private readonly byte[] _name;
    private readonly WriteRequest _request;
    private readonly UnixFileMode? _parentPermissions;
    private bool _isGone;

    private LinuxTemporary(LinuxPlace place, byte[] name, SafeFileHandle handle, WriteRequest request, UnixFileMode? parentPermissions)
    {
        _place = place;
        _name = name;
        Handle = handle;
        _request = request;
        _parentPermissions = parentPermissions;
    }

    public SafeFileHandle Handle { get; }

    public static LinuxTemporary Create(LinuxRoot root, WriteRequest request, UnixFileMode? filePermissions, UnixFileMode? parentPermissions)
    {
        WriteOptions options = request.Options;
        LinuxPlace place = root.Plan(request.Path, followLast: root.FollowsLinks, options.CreateParents);
        try
        {
            Statx? replaced = ReplacedBy(place, options);
            byte[] name = LinuxName.Encode(TemporaryName.Create());

            // Created closed to others where it will be closed to some: bytes must not be readable before the permissions are right.
            UnixFileMode? exact = options.Permissions ?? (replaced is { } old ? old.Permissions & Bits : filePermissions);
            NameCalls.TryOpen(
                place.Base, name, OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.Exclusive, exact is null ? NewFile : OnlyMine, out SafeFileHandle handle)
                .ThrowIfFailed("openat");
            LinuxTemporary temporary = new(place, name, handle, request, parentPermissions);
            try
            {
                temporary.Prepare(exact, replaced);
                return temporary;
            }
            catch
            {
                temporary.Remove();
                handle.Dispose();
                throw;
            }
        }
        catch
        {
            place.Dispose();
            throw;
        }
    }

    public void Preallocate(long length)
    {
        // A file system that cannot set space aside shows a full disk later; what it says to impossible lengths is an answer already.
        Errno error = FileCalls.TryAllocate(Handle, length);
        if (error is Errno.ENOSPC or Errno.EDQUOT or Errno.EFBIG)
        {
            throw new ErrnoException(error, "fallocate");
        }
    }

    public WriteResult Publish(long length)
    {
        Statx stat = NameCalls.Stat(Handle);
        if (stat.Size != length)
        {
            throw new StorageException(StorageErrorKind.LengthMismatch, $"the temporary file has {stat.Size} bytes and not {length}; something else wrote to it or cut it.");
        }

        // Said to 100 ns: the kernel's own time stands still for milliseconds, in which two contents of one size would look the same.
        WriteOptions options = _request.Options;
        Errno error = FileCalls.TrySetTimes(Handle, TimeSpec.Kept, TimeSpec.From(options.LastModified ?? TimeProvider.System.GetUtcNow()));
        (options.LastModified is null ? Errno.None : error).ThrowIfFailed("futimens");
        if (options.Durable)
        {
            FileCalls.TryFlush(Handle).ThrowIfFailed("fsync");
        }

        MoveIntoPlace(options.Overwrite);
        if (options.Durable)
        {
            FlushDirectories();
        }

        stat = NameCalls.Stat(Handle);
        return new WriteResult(_request.Path, stat.Size) { ETag = LinuxDescriber.ETag(stat), LastModified = stat.Modified.ToTime() };
    }

    public void Remove()
    {
        if (!_isGone)
        {
            Errno error = NameCalls.TryRemoveFile(_place.Base, _name);
            _isGone = error is Errno.None or Errno.ENOENT;
            _place.RemoveMadeParents();
            (_isGone ? Errno.None : error).ThrowIfFailed("unlinkat");
        }
    }

    public void Dispose()
    {
        Handle.Dispose();
        _place.Dispose();
    }

    private static Statx? ReplacedBy(LinuxPlace place, WriteOptions options)
    {
        Errno error = place.TryStat(out Statx existing);
        if (error == Errno.ENOENT)
        {
            return null;
        }

        error.ThrowIfFailed("statx");
        ContentKind.Require(existing);
        return options.Overwrite ? existing : throw new ErrnoException(Errno.EEXIST, "linkat");
    }

    private void Prepare(UnixFileMode? exact, Statx? replaced)
    {
        _ = FileCalls.TryLock(Handle);

        // Kept as far as the process may: root gives a replaced file back to its owner, others become its owner, as with any rename.
        Statx mine = NameCalls.Stat(Handle);
        if (replaced is { } old && (old.UserId != mine.UserId || old.GroupId != mine.GroupId))
        {
            _ = PinnedEntry.TryChangeOwner(Handle, old.UserId, old.GroupId);
        }

        // Where nobody asked, a file system without permissions may keep what it has.
        Errno error = exact is { } mode ? FileCalls.TryChangeMode(Handle, mode) : Errno.None;
        (_request.Options.Permissions is null ? Errno.None : error).ThrowIfFailed("fchmod");
    }

    // The content is visible and cannot be taken back: that is neither success nor failure.
    private void FlushDirectories()
    {
        try
        {
            _place.Flush();
        }
        catch (ErrnoException failure)
        {
            throw new StorageException(StorageErrorKind.OutcomeUnknown, "the content is in place, but its directory could not be flushed: after a crash of the system it may be gone.", failure);
        }
    }

    private void MoveIntoPlace(bool overwrite)
    {
        if (_isGone)
        {
            return;
        }

        _place.MakeParents(_parentPermissions);

        // Other programs may take the mark of a writer for a lock on the finished file.
        FileCalls.ReleaseLock(Handle);
        Errno error = overwrite
            ? NameCalls.TryRename(_place.Base, _name, _place.Directory, _place.Name, replace: true)
            : ExclusiveRename.Try(_place.Base, _name, _place.Directory, _place.Name);
        error.ThrowIfFailed("renameat2");
        _isGone = true;
    }
}
