using System.Buffers;
using System.Buffers.Binary;

namespace Orbit.Storage.Smb.Wire;

/// <summary>Brings bytes of a file (MS-SMB2 section 2.2.21). They stay the caller's, and are copied once.</summary>
internal readonly struct WriteRequest : IFileRequestBody<WriteRequest>
{
    private const int FixedLength = 48;

    public static SmbCommand Command => SmbCommand.Write;

    public FileId File { get; init; }

    public required ulong Offset { get; init; }

    public required ReadOnlySequence<byte> Content { get; init; }

    public int Length => FixedLength + Math.Max(1, Payload);

    public int Payload => checked((int)Content.Length);

    public WriteRequest On(FileId file) => this with { File = file };

    public void Write(Span<byte> body)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(body, FixedLength + 1);
        BinaryPrimitives.WriteUInt16LittleEndian(body[2..], SmbHeader.Length + FixedLength);
        BinaryPrimitives.WriteUInt32LittleEndian(body[4..], (uint)Payload);
        BinaryPrimitives.WriteUInt64LittleEndian(body[8..], Offset);
        File.Write(body[16..]);
        Content.CopyTo(body[FixedLength..]);
    }
}
