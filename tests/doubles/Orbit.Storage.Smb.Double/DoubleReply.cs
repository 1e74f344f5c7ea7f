using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb.Double;

/// <summary>One answer before it is sent; a script may change all of it.</summary>
internal sealed class DoubleReply
{
    public required SmbCommand Command { get; set; }

    public uint Status { get; set; }

    public required byte[] Body { get; set; }

    public ulong MessageId { get; set; }

    public ulong SessionId { get; set; }

    public uint TreeId { get; set; }

    /// <summary>0 unless the client was told that the answer comes later.</summary>
    public ulong AsyncId { get; set; }

    /// <summary>Credits to grant, or null for as many as the client asks for and may have.</summary>
    public int? Credits { get; set; }

    /// <summary>How many the client asked for.</summary>
    public int AskedCredits { get; set; }

    public DoubleProtection Protection { get; set; }

    /// <summary>Is given the message as it will be sent, before it is protected.</summary>
    public Action<byte[]>? Built { get; set; }

    /// <summary>An answer that is a failure, or says nothing but its status (MS-SMB2 section 2.2.2).</summary>
    public static byte[] ErrorBody()
    {
        byte[] body = new byte[9];
        body[0] = 9;
        return body;
    }

    /// <summary>Makes it a failure.</summary>
    public void Fail(uint status)
    {
        Status = status;
        Body = ErrorBody();
    }
}
