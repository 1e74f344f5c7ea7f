namespace Orbit.Storage.Ssh.Packets;

/// <summary>The attributes of a file as a server gives them (draft-ietf-secsh-filexfer-02 section 5); what it leaves out is null.</summary>
internal readonly struct PacketAttributes
{
    private const uint HasSize = 1;
    private const uint HasOwner = 2;
    private const uint HasPermissions = 4;
    private const uint HasTimes = 8;
    private const uint HasExtended = 0x80000000;

    // stat(2).
    private const uint TypeMask = 0xF000;
    private const uint RegularFile = 0x8000;
    private const uint Directory = 0x4000;
    private const uint SymbolicLink = 0xA000;
    private const uint ModeMask = 0xFFF;

    public ulong? Size { get; private init; }

    public (uint User, uint Group)? Owner { get; private init; }

    public uint? Permissions { get; private init; }

    public (uint Accessed, uint Modified)? Times { get; private init; }

    public StorageEntryKind Kind => (Permissions & TypeMask) switch
    {
        RegularFile => StorageEntryKind.File,
        Directory => StorageEntryKind.Directory,
        SymbolicLink => StorageEntryKind.SymbolicLink,
        _ => StorageEntryKind.Other,
    };

    public static PacketAttributes Read(ref PacketReader reader)
    {
        uint flags = reader.ReadUInt32();
        PacketAttributes attributes = new()
        {
            Size = (flags & HasSize) != 0 ? reader.ReadUInt64() : null,
            Owner = (flags & HasOwner) != 0 ? (reader.ReadUInt32(), reader.ReadUInt32()) : null,
            Permissions = (flags & HasPermissions) != 0 ? reader.ReadUInt32() : null,
            Times = (flags & HasTimes) != 0 ? (reader.ReadUInt32(), reader.ReadUInt32()) : null,
        };
        for (uint left = (flags & HasExtended) != 0 ? reader.ReadUInt32() : 0; left > 0; left--)
        {
            reader.ReadBytes();
            reader.ReadBytes();
        }

        return attributes;
    }

    public StorageEntry Describe(StoragePath path) => new(path, Kind)
    {
        Size = Kind == StorageEntryKind.File && Size is <= long.MaxValue ? (long)Size : null,
        LastModified = Times is { } modified ? DateTimeOffset.FromUnixTimeSeconds(modified.Modified) : null,
        LastAccessed = Times is { } accessed ? DateTimeOffset.FromUnixTimeSeconds(accessed.Accessed) : null,
        Permissions = Permissions is { } mode ? (UnixFileMode)(mode & ModeMask) : UnixFileMode.None,
        Owner = Owner is { } owner ? new StorageOwner { UserId = owner.User, GroupId = owner.Group } : null,
    };
}
