namespace Orbit.Storage.Smb.Wire;

/// <summary>What the share is (MS-SMB2 section 2.2.10).</summary>
internal readonly struct TreeConnectResponse
{
    private const ushort StructureSize = 16;
    private const byte Disk = 1;
    private const uint EncryptData = 0x8000;
    private const uint InDfs = 0x08;

    /// <summary>Whether it holds files.</summary>
    public bool IsDisk { get; private init; }

    /// <summary>Whether the server wants what belongs to it encrypted.</summary>
    public bool MustEncrypt { get; private init; }

    /// <summary>Whether it is part of a distributed file system.</summary>
    public bool IsInDfs { get; private init; }

    /// <exception cref="SmbProtocolException">It is malformed.</exception>
    public static TreeConnectResponse Read(ReadOnlySpan<byte> message)
    {
        MessageBody body = new(message, StructureSize);
        return new TreeConnectResponse
        {
            IsDisk = body.Byte(2) == Disk,
            MustEncrypt = (body.UInt32(4) & EncryptData) != 0,
            IsInDfs = (body.UInt32(8) & InDfs) != 0,
        };
    }
}
