using System.Buffers.Binary;

namespace Orbit.Storage.Smb.Wire;

/// <summary>Carries a token of the logon (MS-SMB2 section 2.2.5).</summary>
internal readonly struct SessionSetupRequest : IRequestBody
{
    private const int FixedLength = 24;

    public static SmbCommand Command => SmbCommand.SessionSetup;

    public required SecurityMode SecurityMode { get; init; }

    public required ReadOnlyMemory<byte> Token { get; init; }

    /// <summary>The session of a connection that broke, which the server is to give up; 0 for none.</summary>
    public ulong PreviousSessionId { get; init; }

    public int Length => FixedLength + Token.Length;

    public int Payload => 0;

    public void Write(Span<byte> body)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(body, FixedLength + 1);
        body[3] = (byte)SecurityMode;
        BinaryPrimitives.WriteUInt16LittleEndian(body[12..], SmbHeader.Length + FixedLength);
        BinaryPrimitives.WriteUInt16LittleEndian(body[14..], (ushort)Token.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(body[16..], PreviousSessionId);
        Token.Span.CopyTo(body[FixedLength..]);
    }
}
