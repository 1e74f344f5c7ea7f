using System.Buffers.Binary;

namespace Orbit.Storage.Smb.Wire;

/// <summary>Asks for bytes of a file (MS-SMB2 section 2.2.19).</summary>
internal readonly struct ReadRequest : IFileRequestBody<ReadRequest>
{
    private const int FixedLength = 48;

    // Where the data of the answer is to begin: header and fixed part of the answer.
    private const byte DataPlace = 80;

    public static SmbCommand Command => SmbCommand.Read;

    public FileId File { get; init; }

    public required ulong Offset { get; init; }

    /// <summary>How many bytes at most.</summary>
    public required int Count { get; init; }

    // A byte stands for the variable part, which only other transports have.
    public int Length => FixedLength + 1;

    public int Payload => Count;

    public ReadRequest On(FileId file) => this with { File = file };

    public void Write(Span<byte> body)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(body, FixedLength + 1);
        body[2] = DataPlace;
        BinaryPrimitives.WriteUInt32LittleEndian(body[4..], (uint)Count);
        BinaryPrimitives.WriteUInt64LittleEndian(body[8..], Offset);
        File.Write(body[16..]);
    }
}
