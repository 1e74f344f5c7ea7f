using Renci.SshNet.Sftp;

namespace Orbit.Storage.Ssh.Files;

/// <summary>Makes entries of the attributes that a server gives.</summary>
internal static class SftpDescriber
{
    public static StorageEntry Describe(StoragePath path, SftpFileAttributes attributes)
    {
        StorageEntryKind kind = attributes switch
        {
            { IsRegularFile: true } => StorageEntryKind.File,
            { IsDirectory: true } => StorageEntryKind.Directory,
            { IsSymbolicLink: true } => StorageEntryKind.SymbolicLink,
            _ => StorageEntryKind.Other,
        };
        return new StorageEntry(path, kind)
        {
            Size = kind == StorageEntryKind.File && attributes.Size >= 0 ? attributes.Size : null,
            LastModified = TimeOf(attributes.LastWriteTimeUtc),
            LastAccessed = TimeOf(attributes.LastAccessTimeUtc),
            Permissions = ModeOf(attributes),
            Owner = OwnerOf(attributes),
        };
    }

    public static UnixFileMode ModeOf(SftpFileAttributes attributes)
    {
        UnixFileMode mode = UnixFileMode.None;
        Add(attributes.OwnerCanRead, UnixFileMode.UserRead);
        Add(attributes.OwnerCanWrite, UnixFileMode.UserWrite);
        Add(attributes.OwnerCanExecute, UnixFileMode.UserExecute);
        Add(attributes.GroupCanRead, UnixFileMode.GroupRead);
        Add(attributes.GroupCanWrite, UnixFileMode.GroupWrite);
        Add(attributes.GroupCanExecute, UnixFileMode.GroupExecute);
        Add(attributes.OthersCanRead, UnixFileMode.OtherRead);
        Add(attributes.OthersCanWrite, UnixFileMode.OtherWrite);
        Add(attributes.OthersCanExecute, UnixFileMode.OtherExecute);
        Add(attributes.IsUIDBitSet, UnixFileMode.SetUser);
        Add(attributes.IsGroupIDBitSet, UnixFileMode.SetGroup);
        Add(attributes.IsStickyBitSet, UnixFileMode.StickyBit);
        return mode;

        void Add(bool isSet, UnixFileMode bit) => mode |= isSet ? bit : UnixFileMode.None;
    }

    /// <summary>Sets permissions; SSH.NET takes their octal digits as a decimal number.</summary>
    public static void SetMode(SftpFileAttributes attributes, UnixFileMode mode)
    {
        int bits = (int)mode;
        attributes.SetPermissions((short)((((bits >> 9) & 7) * 1000) + (((bits >> 6) & 7) * 100) + (((bits >> 3) & 7) * 10) + (bits & 7)));
    }

    // Servers that say nothing of times make SSH.NET say year 1.
    public static DateTimeOffset? TimeOf(DateTime utc) => utc == DateTime.MinValue ? null : new DateTimeOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc));

    public static StorageOwner? OwnerOf(SftpFileAttributes attributes) =>
        attributes.UserId == -1 && attributes.GroupId == -1 ? null : new StorageOwner { UserId = (uint)attributes.UserId, GroupId = (uint)attributes.GroupId };
}
