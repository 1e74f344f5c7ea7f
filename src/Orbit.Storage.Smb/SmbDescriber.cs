using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb;

/// <summary>Makes entries of what a server says of files, and times of its times.</summary>
internal static class SmbDescriber
{
    // MS-FSCC section 2.1.2.1.
    private const uint SymbolicLinkTag = 0xA000000C;
    private const uint MountPointTag = 0xA0000003;

    public static StorageEntry Describe(StoragePath path, in FileDescription file)
    {
        StorageEntryKind kind = file switch
        {
            { ReparseTag: SymbolicLinkTag or MountPointTag } => StorageEntryKind.SymbolicLink,
            { IsDirectory: true } => StorageEntryKind.Directory,
            _ => StorageEntryKind.File,
        };
        return new StorageEntry(path, kind)
        {
            Size = kind == StorageEntryKind.File ? SizeOf(file) : null,
            LastModified = TimeOf(file.LastModified),
            LastAccessed = TimeOf(file.LastAccessed),
            Created = TimeOf(file.Created),
        };
    }

    public static long SizeOf(in FileDescription file) => file.Size <= long.MaxValue ? (long)file.Size : throw new SmbProtocolException("The server says that a file has more bytes than there can be.");

    /// <summary>A server that keeps no time says 0.</summary>
    public static DateTimeOffset? TimeOf(ulong time) => time is 0 or > long.MaxValue || time > (ulong)DateTimeOffset.MaxValue.ToFileTime() ? null : DateTimeOffset.FromFileTime((long)time).ToUniversalTime();

    public static ulong ToWire(DateTimeOffset? time) => time is { } set ? (ulong)set.ToFileTime() : 0;
}
