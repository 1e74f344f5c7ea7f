using System.Buffers.Binary;

namespace Orbit.Storage.Smb.Wire;

/// <summary>Closes a file (MS-SMB2 section 2.2.15).</summary>
internal readonly struct CloseRequest : IFileRequestBody<CloseRequest>
{
    private const int FixedLength = 24;
    private const ushort DescribeFlag = 1;

    public static SmbCommand Command => SmbCommand.Close;

    public FileId File { get; init; }

    /// <summary>Whether the answer is to describe the file as it is then.</summary>
    public bool Describe { get; init; }

    public int Length => FixedLength;

    public int Payload => 0;

    public CloseRequest On(FileId file) => this with { File = file };

    public void Write(Span<byte> body)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(body, FixedLength);
        BinaryPrimitives.WriteUInt16LittleEndian(body[2..], Describe ? DescribeFlag : (ushort)0);
        File.Write(body[8..]);
    }
}
