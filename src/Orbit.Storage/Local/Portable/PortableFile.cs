using Microsoft.Win32.SafeHandles;

namespace Orbit.Storage.Local.Portable;

/// <summary>A file held open to be read.</summary>
internal sealed class PortableFile : ILocalFile
{
    private PortableFile(SafeFileHandle handle, StorageEntry entry)
    {
        Handle = handle;
        Entry = entry;
    }

    public SafeFileHandle Handle { get; }

    public StorageEntry Entry { get; }

    public static PortableFile Open(StoragePath path, string place)
    {
        FileSystemInfo info = PortableDescriber.Look(place);
        PortableDescriber.RequireFile(info);
        SafeFileHandle handle = File.OpenHandle(place, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        try
        {
            // Described by the handle where the two might differ: the name may be another file's by now.
            DateTime lastModified = File.GetLastWriteTimeUtc(handle);
            long size = RandomAccess.GetLength(handle);
            StorageEntry entry = new(path, StorageEntryKind.File)
            {
                Size = size,
                LastModified = lastModified,
                LastAccessed = info.LastAccessTimeUtc,
                Created = info.CreationTimeUtc,
                Permissions = OperatingSystem.IsWindows() ? null : File.GetUnixFileMode(handle),
                ETag = PortableDescriber.ETag(lastModified, size),
            };
            return new PortableFile(handle, entry);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    public (long Size, DateTimeOffset LastModified) Examine() => (RandomAccess.GetLength(Handle), File.GetLastWriteTimeUtc(Handle));

    public void Dispose() => Handle.Dispose();
}
