using System.Globalization;

namespace Orbit.Storage.Local.Linux;

/// <summary>Makes entries of what statx(2) says. Neighbours mostly have one owner, so that the last one is used again.</summary>
internal sealed class LinuxDescriber
{
    private StorageOwner? _owner;

    public StorageEntry Describe(StoragePath path, in Statx stat)
    {
        StorageEntryKind kind = stat.IsFile ? StorageEntryKind.File
            : stat.IsDirectory ? StorageEntryKind.Directory
            : stat.IsLink ? StorageEntryKind.SymbolicLink
            : StorageEntryKind.Other;
        return new StorageEntry(path, kind)
        {
            Size = stat.IsFile ? stat.Size : null,
            LastModified = stat.Modified.ToTime(),
            LastAccessed = stat.Accessed.ToTime(),
            Created = stat.HasBirthTime ? stat.Born.ToTime() : null,
            Permissions = stat.Permissions,
            Owner = Owner(stat.UserId, stat.GroupId),
            ETag = stat.IsFile ? ETag(stat) : null,
        };
    }

    /// <summary>A replaced file has another inode, a changed one another time or size.</summary>
    public static string ETag(in Statx stat) =>
        string.Create(CultureInfo.InvariantCulture, $"{stat.Inode:x}-{stat.Modified.Seconds:x}.{stat.Modified.Nanoseconds:x}-{stat.Size:x}");

    private StorageOwner Owner(uint user, uint group) =>
        _owner is { } last && last.UserId == user && last.GroupId == group ? last : _owner = new StorageOwner { UserId = user, GroupId = group };
}
