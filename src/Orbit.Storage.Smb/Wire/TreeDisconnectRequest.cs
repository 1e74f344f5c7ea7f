namespace Orbit.Storage.Smb.Wire;

/// <summary>Leaves a share (MS-SMB2 section 2.2.11).</summary>
internal readonly struct TreeDisconnectRequest : IRequestBody
{
    public static SmbCommand Command => SmbCommand.TreeDisconnect;

    public int Length => EmptyBody.Length;

    public int Payload => 0;

    public void Write(Span<byte> body) => EmptyBody.Write(body);
}
