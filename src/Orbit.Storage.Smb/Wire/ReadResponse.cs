namespace Orbit.Storage.Smb.Wire;

/// <summary>Where an answer has the bytes of a file (MS-SMB2 section 2.2.20).</summary>
internal readonly struct ReadResponse
{
    private const ushort StructureSize = 17;

    /// <summary>From the header's first byte.</summary>
    public int Offset { get; private init; }

    public int Count { get; private init; }

    /// <exception cref="SmbProtocolException">It is malformed.</exception>
    public static ReadResponse Read(ReadOnlySpan<byte> message)
    {
        MessageBody body = new(message, StructureSize);
        uint count = body.UInt32(4);
        return count == 0 ? default : new ReadResponse { Offset = body.CheckBuffer(body.Byte(2), count), Count = (int)count };
    }
}
