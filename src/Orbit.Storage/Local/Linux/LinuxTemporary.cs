using Microsoft.Win32.SafeHandles;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Local.Linux;

/// <summary>
/// A write's hidden file. It lies beside the target, or, as long as parents are missing, in the deepest directory that exists, so that a write
/// that fails leaves no directories behind; they are made just before the rename.
/// </summary>
internal sealed class LinuxTemporary : ILocalTemporary
{
    private const UnixFileMode Bits = (UnixFileMode)0x1ff;
    private readonly LinuxPlace _place;
    private readonly WriteRequest _request;
    private readonly WrittenAccess _access;
    private readonly UnixFileMode? _parentPermissions;
    private byte[] _name;
    private bool _isAdopted;
    private bool _isGone;

    private LinuxTemporary(LinuxPlace place, string name, SafeFileHandle handle, WriteRequest request, WrittenAccess access, UnixFileMode? parentPermissions)
    {
        _place = place;
        _name = LinuxName.Encode(name);
        _request = request;
        _access = access;
        _parentPermissions = parentPermissions;
        Name = name;
        Handle = handle;
    }

    public SafeFileHandle Handle { get; private set; }

    public string Name { get; private set; }

    public static LinuxTemporary Create(LinuxRoot root, WriteRequest request, UnixFileMode? filePermissions, UnixFileMode? parentPermissions)
    {
        WriteOptions options = request.Options;
        LinuxPlace place = root.Plan(request.Path, followLast: root.FollowsLinks, options.CreateParents);
        try
        {
            Statx? replaced = ReplacedBy(place, options);
            string name = TemporaryName.Create();
            UnixFileMode? exact = options.Permissions ?? (replaced is { } old ? old.Permissions & Bits : filePermissions);
            WrittenAccess access = new(exact, options.Permissions is not null, replaced);
            int flags = (options.Resume is null && !options.ReadBack ? OpenFlags.WriteOnly : OpenFlags.ReadWrite) | OpenFlags.Create | OpenFlags.Exclusive;
            NameCalls.TryOpen(place.Base, LinuxName.Encode(name), flags, access.OfCreation, out SafeFileHandle handle).ThrowIfFailed("openat");
            LinuxTemporary temporary = new(place, name, handle, request, access, parentPermissions);
            try
            {
                _ = FileCalls.TryLock(handle);
                temporary.Prepare();
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

    public bool TryAdopt(string name)
    {
        byte[] encoded = LinuxName.Encode(name);
        if (TryClaim(encoded) is not { } file)
        {
            return false;
        }

        NameCalls.TryRemoveFile(_place.Base, _name);
        Handle.Dispose();
        (Handle, Name, _name, _isAdopted) = (file, name, encoded, true);
        Prepare();
        return true;
    }

    public void Discard(string name)
    {
        byte[] encoded = LinuxName.Encode(name);
        using SafeFileHandle? file = TryClaim(encoded);
        if (file is not null)
        {
            NameCalls.TryRemoveFile(_place.Base, encoded).ThrowIfFailed("unlinkat");
        }
    }

    public WriteResult Publish(long length)
    {
        Statx stat = NameCalls.Stat(Handle);
        if (_isAdopted && stat.Size > length)
        {
            FileCalls.TryTruncate(Handle, length).ThrowIfFailed("ftruncate");
            stat = NameCalls.Stat(Handle);
        }

        if (stat.Size != length)
        {
            throw new StorageException(StorageErrorKind.LengthMismatch, $"the temporary file has {stat.Size} bytes and not {length}; something else wrote to it or cut it.");
        }

        if (IsResumable)
        {
            _access.SetMode(Handle);
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

    // One that a later write may go on with must stay open to it until the end, whatever permissions it is to have.
    private void Prepare()
    {
        _access.GiveOwner(Handle);
        if (!IsResumable)
        {
            _access.SetMode(Handle);
        }
    }

    private bool IsResumable => _request.Options.Resume is not null;

    /// <returns>The other file, locked; null where it is not to be used.</returns>
    private SafeFileHandle? TryClaim(byte[] name)
    {
        Errno error = NameCalls.TryOpen(_place.Base, name, OpenFlags.ReadWrite | OpenFlags.NonBlocking, 0, out SafeFileHandle file);
        if (error == Errno.None && FileCalls.TryLock(file) && IsOrdinary(file, name))
        {
            return file;
        }

        file.Dispose();
        return null;
    }

    // Looked at behind the lock: a sweeper may have been faster. Another name of it would show what is written.
    private bool IsOrdinary(SafeFileHandle file, byte[] name)
    {
        Statx opened = NameCalls.Stat(file);
        return opened.IsFile && opened.Links == 1 && NameCalls.TryStat(_place.Base, name, out Statx named) == Errno.None && named.IsSameFileAs(opened);
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
