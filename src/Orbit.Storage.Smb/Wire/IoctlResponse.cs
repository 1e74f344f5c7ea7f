namespace Orbit.Storage.Smb.Wire;

/// <summary>What the file system says (MS-SMB2 section 2.2.32).</summary>
internal readonly ref struct IoctlResponse
{
    private const ushort StructureSize = 49;

    /// <summary>Part of the message.</summary>
    public ReadOnlySpan<byte> Output { get; private init; }

    /// <exception cref="SmbProtocolException">It is malformed.</exception>
    public static IoctlResponse Read(ReadOnlySpan<byte> message)
    {
        MessageBody body = new(message, StructureSize);
        return new IoctlResponse { Output = body.Buffer(body.UInt32(32), body.UInt32(36)) };
    }

    /// <summary>Whether a message is this structure; a failure has another one, except where it says more than that (MS-SMB2 section 3.3.5.15.6).</summary>
    public static bool IsAt(ReadOnlySpan<byte> message) => message.Length > SmbHeader.Length && message[SmbHeader.Length] == StructureSize;
}
