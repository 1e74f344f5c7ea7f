using Microsoft.Win32.SafeHandles;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Local.Portable;

/// <summary>A write's hidden file; beside the target or, as long as parents are missing, in the deepest directory that exists.</summary>
internal sealed class PortableTemporary : ILocalTemporary
{
    private const UnixFileMode Bits = (UnixFileMode)0x1ff;
    private readonly string _target;
    private readonly WriteRequest _request;
    private readonly PortableParents _parents;
    private string _temporary;
    private bool _isAdopted;
    private DateTime _lastModified;
    private bool _isGone;

    private PortableTemporary(string target, string temporary, SafeFileHandle handle, WriteRequest request, PortableParents parents)
    {
        _target = target;
        _temporary = temporary;
        Handle = handle;
        _request = request;
        _parents = parents;
    }

    public SafeFileHandle Handle { get; private set; }

    public string Name => Path.GetFileName(_temporary);

    public static PortableTemporary Create(PortablePaths paths, WriteRequest request, UnixFileMode? filePermissions, UnixFileMode? parentPermissions)
    {
        WriteOptions options = request.Options;
        string target = paths.Find(request.Path, paths.FollowsLinks);
        PortableParents parents = new(paths.ExistingDirectory(Path.GetDirectoryName(target)!), Path.GetDirectoryName(target)!, parentPermissions);
        parents.Require(options.CreateParents);
        UnixFileMode? mode = options.Permissions ?? ReplacedPermissions(target, options.Overwrite) ?? filePermissions;
        string temporary = Path.Combine(parents.Existing, TemporaryName.Create());
        SafeFileHandle handle = File.OpenHandle(temporary, FileMode.CreateNew, options.Resume is null && !options.ReadBack ? FileAccess.Write : FileAccess.ReadWrite, FileShare.None);
        PortableTemporary made = new(target, temporary, handle, request, parents);
        try
        {
            if (mode is { } exact && !OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(handle, exact);
            }

            return made;
        }
        catch
        {
            handle.Dispose();
            made.Remove();
            throw;
        }
    }

    // .NET sets space aside only while it opens a file, and does not say in a code that the disk is full.
    public void Preallocate(long length)
    {
        // A share of Windows without a letter has no drive to ask.
        bool isShare = OperatingSystem.IsWindows() && _temporary.StartsWith(@"\\", StringComparison.Ordinal);
        if (!isShare && length > new DriveInfo(_temporary).AvailableFreeSpace)
        {
            throw new ErrnoException(Errno.ENOSPC, "fallocate");
        }
    }

    public bool TryAdopt(string name)
    {
        string temporary = Path.Combine(_parents.Existing, name);
        if (TryClaim(temporary) is not { } file)
        {
            return false;
        }

        Handle.Dispose();
        File.Delete(_temporary);
        (Handle, _temporary, _isAdopted) = (file, temporary, true);
        return true;
    }

    public void Discard(string name)
    {
        string temporary = Path.Combine(_parents.Existing, name);
        using SafeFileHandle? file = TryClaim(temporary);
        if (file is not null)
        {
            // Windows deletes no file that is open unshared.
            file.Dispose();
            File.Delete(temporary);
        }
    }

    public WriteResult Publish(long length)
    {
        if (!_isGone)
        {
            Finish(length);
        }

        return new WriteResult(_request.Path, length) { ETag = PortableDescriber.ETag(_lastModified, length), LastModified = _lastModified };
    }

    public void Remove()
    {
        if (!_isGone)
        {
            Handle.Dispose();
            File.Delete(_temporary);
            _parents.RemoveMade();
            _isGone = true;
        }
    }

    public void Dispose() => Handle.Dispose();

    // Whoever writes it has it open, shared with nobody.
    private static SafeFileHandle? TryClaim(string temporary)
    {
        FileInfo file = new(temporary);
        if (!file.Exists || file.LinkTarget is not null)
        {
            return null;
        }

        try
        {
            return File.OpenHandle(temporary, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception busy) when (busy is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static UnixFileMode? ReplacedPermissions(string target, bool overwrite)
    {
        if (!PortableDescriber.Exists(target))
        {
            return null;
        }

        FileSystemInfo replaced = PortableDescriber.Look(target);
        PortableDescriber.RequireFile(replaced);
        (overwrite ? Errno.None : Errno.EEXIST).ThrowIfFailed("link");
        return OperatingSystem.IsWindows() ? null : replaced.UnixFileMode & Bits;
    }

    private void Finish(long length)
    {
        // A second call comes after a transient failure, such as a sharing violation on the target.
        if (!Handle.IsClosed)
        {
            if (_isAdopted && RandomAccess.GetLength(Handle) > length)
            {
                RandomAccess.SetLength(Handle, length);
            }

            if (RandomAccess.GetLength(Handle) != length)
            {
                throw new StorageException(StorageErrorKind.LengthMismatch, $"the temporary file has {RandomAccess.GetLength(Handle)} bytes and not {length}; something else wrote to it or cut it.");
            }

            File.SetLastWriteTimeUtc(Handle, (_request.Options.LastModified ?? TimeProvider.System.GetUtcNow()).UtcDateTime);

            // Asked by the handle: a moment after the rename the name may be another writer's.
            _lastModified = File.GetLastWriteTimeUtc(Handle);

            // Windows renames no file that is open without FileShare.Delete, which would let others delete it.
            Handle.Dispose();
        }

        _parents.Make();
        if (_request.Options.Overwrite)
        {
            File.Move(_temporary, _target, overwrite: true);
        }
        else
        {
            ExclusiveMove.Run(_temporary, _target);
        }

        _isGone = true;
    }
}
