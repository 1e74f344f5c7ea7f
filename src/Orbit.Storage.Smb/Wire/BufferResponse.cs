namespace Orbit.Storage.Smb.Wire;

/// <summary>Where an answer to QUERY_DIRECTORY or QUERY_INFO has its data (MS-SMB2 sections 2.2.34 and 2.2.38, which are the same).</summary>
internal readonly struct BufferResponse
{
    private const ushort StructureSize = 9;

    /// <summary>From the header's first byte.</summary>
    public int Offset { get; private init; }

    public int Length { get; private init; }

    /// <exception cref="SmbProtocolException">It is malformed.</exception>
    public static BufferResponse Read(ReadOnlySpan<byte> message)
    {
        MessageBody body = new(message, StructureSize);
        uint length = body.UInt32(4);
        return length == 0 ? default : new BufferResponse { Offset = body.CheckBuffer(body.UInt16(2), length), Length = (int)length };
    }
}
