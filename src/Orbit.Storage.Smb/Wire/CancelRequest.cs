namespace Orbit.Storage.Smb.Wire;

/// <summary>Asks the server to give up a request (MS-SMB2 section 2.2.30). It has no answer of its own and takes no credit.</summary>
internal readonly struct CancelRequest : IRequestBody
{
    public static SmbCommand Command => SmbCommand.Cancel;

    public int Length => EmptyBody.Length;

    public int Payload => 0;

    public void Write(Span<byte> body) => EmptyBody.Write(body);
}
