namespace Orbit.Storage.Smb.Wire;

/// <summary>Ends a session (MS-SMB2 section 2.2.7).</summary>
internal readonly struct LogoffRequest : IRequestBody
{
    public static SmbCommand Command => SmbCommand.Logoff;

    public int Length => EmptyBody.Length;

    public int Payload => 0;

    public void Write(Span<byte> body) => EmptyBody.Write(body);
}
