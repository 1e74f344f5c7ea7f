using Microsoft.Win32.SafeHandles;

namespace Orbit.Storage.Local.Linux;

/// <summary>A file held open to be read.</summary>
internal sealed class LinuxFile : ILocalFile
{
    private LinuxFile(SafeFileHandle handle, StorageEntry entry, UnixFileMode permissions)
    {
        Handle = handle;
        Entry = entry;
        Permissions = permissions;
    }

    public SafeFileHandle Handle { get; }

    public StorageEntry Entry { get; }

    public UnixFileMode Permissions { get; }

    /// <summary>Opens what a path names, if it is a file. Looked at before it is opened, since opening a device may already do something.</summary>
    public static LinuxFile Open(LinuxRoot root, StoragePath path)
    {
        using LinuxPlace place = root.Find(path, followLast: root.FollowsLinks);
        ContentKind.Require(place.Stat());

        // Non-blocking, in case a pipe takes the file's place between the look and the opening.
        NameCalls.TryOpen(place.Directory, place.Name, OpenFlags.ReadOnly | OpenFlags.NonBlocking, 0, out SafeFileHandle handle).ThrowIfFailed("openat");
        try
        {
            Statx stat = NameCalls.Stat(handle);
            ContentKind.Require(stat);
            return new LinuxFile(handle, new LinuxDescriber().Describe(path, stat), stat.Permissions);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    public (long Size, DateTimeOffset LastModified) Examine()
    {
        Statx stat = NameCalls.Stat(Handle);
        return (stat.Size, stat.Modified.ToTime());
    }

    public void Dispose() => Handle.Dispose();
}
