using System.Globalization;

namespace Orbit.Storage.Local.Portable;

/// <summary>Makes entries of what .NET says of a file.</summary>
internal static class PortableDescriber
{
    /// <summary>What is at a place; it is described itself where it is a link.</summary>
    public static FileSystemInfo Look(string place)
    {
        FileInfo info = new(place);
        if ((int)info.Attributes == -1)
        {
            throw new ErrnoException(Errno.ENOENT, "stat");
        }

        return info.Attributes.HasFlag(FileAttributes.Directory) ? new DirectoryInfo(place) : info;
    }

    public static bool Exists(string place) => (int)new FileInfo(place).Attributes != -1;

    public static StorageEntryKind KindOf(FileSystemInfo info) =>
        info.LinkTarget is not null ? StorageEntryKind.SymbolicLink
        : info.Attributes.HasFlag(FileAttributes.Directory) ? StorageEntryKind.Directory
        : info.Attributes.HasFlag(FileAttributes.Device) ? StorageEntryKind.Other
        : StorageEntryKind.File;

    public static StorageEntry Describe(StoragePath path, FileSystemInfo info)
    {
        StorageEntryKind kind = KindOf(info);
        long? size = kind == StorageEntryKind.File ? ((FileInfo)info).Length : null;
        return new StorageEntry(path, kind)
        {
            Size = size,
            LastModified = info.LastWriteTimeUtc,
            LastAccessed = info.LastAccessTimeUtc,
            Created = info.CreationTimeUtc,
            Permissions = OperatingSystem.IsWindows() ? null : info.UnixFileMode,
            ETag = size is { } length ? ETag(info.LastWriteTimeUtc, length) : null,
        };
    }

    public static string ETag(DateTime lastModified, long size) => string.Create(CultureInfo.InvariantCulture, $"{lastModified.Ticks:x}-{size:x}");

    /// <summary>Refuses what has no content of its own.</summary>
    public static void RequireFile(FileSystemInfo info)
    {
        Errno error = KindOf(info) switch
        {
            StorageEntryKind.Directory => Errno.EISDIR,
            StorageEntryKind.SymbolicLink => Errno.ELOOP,
            _ => Errno.None,
        };
        error.ThrowIfFailed("open");
    }
}
