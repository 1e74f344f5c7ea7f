using System.Buffers.Binary;
using System.Text;

namespace Orbit.Storage.Smb.Wire;

/// <summary>Goes to a share (MS-SMB2 section 2.2.9).</summary>
internal readonly struct TreeConnectRequest : IRequestBody
{
    private const int FixedLength = 8;

    public static SmbCommand Command => SmbCommand.TreeConnect;

    /// <summary><c>\\server\share</c>.</summary>
    public required string Path { get; init; }

    public int Length => FixedLength + Encoding.Unicode.GetByteCount(Path);

    public int Payload => 0;

    public void Write(Span<byte> body)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(body, FixedLength + 1);
        BinaryPrimitives.WriteUInt16LittleEndian(body[4..], SmbHeader.Length + FixedLength);
        BinaryPrimitives.WriteUInt16LittleEndian(body[6..], (ushort)Encoding.Unicode.GetBytes(Path, body[FixedLength..]));
    }
}
