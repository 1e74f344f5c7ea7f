namespace Orbit.Storage.Smb.Wire;

/// <summary>The server's token of the logon (MS-SMB2 section 2.2.6).</summary>
internal readonly ref struct SessionSetupResponse
{
    private const ushort StructureSize = 9;

    public SessionFlags Flags { get; private init; }

    /// <summary>Part of the message.</summary>
    public ReadOnlySpan<byte> Token { get; private init; }

    /// <exception cref="SmbProtocolException">It is malformed.</exception>
    public static SessionSetupResponse Read(ReadOnlySpan<byte> message)
    {
        MessageBody body = new(message, StructureSize);
        return new SessionSetupResponse { Flags = (SessionFlags)body.UInt16(2), Token = body.Buffer(body.UInt16(4), body.UInt16(6)) };
    }
}
