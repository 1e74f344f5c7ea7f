using System.Buffers.Binary;

namespace Orbit.Storage.Smb.Wire;

/// <summary>Asks that a file's content, or a directory's names, be on stable storage (MS-SMB2 section 2.2.17).</summary>
internal readonly struct FlushRequest : IFileRequestBody<FlushRequest>
{
    private const int FixedLength = 24;

    public static SmbCommand Command => SmbCommand.Flush;

    public FileId File { get; init; }

    public int Length => FixedLength;

    public int Payload => 0;

    public FlushRequest On(FileId file) => this with { File = file };

    public void Write(Span<byte> body)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(body, FixedLength);
        File.Write(body[8..]);
    }
}
