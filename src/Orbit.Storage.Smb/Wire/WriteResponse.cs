namespace Orbit.Storage.Smb.Wire;

/// <summary>How many bytes the server took (MS-SMB2 section 2.2.22).</summary>
internal readonly struct WriteResponse
{
    private const ushort StructureSize = 17;

    public uint Count { get; private init; }

    /// <exception cref="SmbProtocolException">It is malformed.</exception>
    public static WriteResponse Read(ReadOnlySpan<byte> message) => new() { Count = new MessageBody(message, StructureSize).UInt32(4) };
}
