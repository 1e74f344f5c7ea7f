namespace Orbit.Storage.Smb.Wire;

/// <summary>Asks whether the server is there (MS-SMB2 section 2.2.28).</summary>
internal readonly struct EchoRequest : IRequestBody
{
    public static SmbCommand Command => SmbCommand.Echo;

    public int Length => EmptyBody.Length;

    public int Payload => 0;

    public void Write(Span<byte> body) => EmptyBody.Write(body);
}
