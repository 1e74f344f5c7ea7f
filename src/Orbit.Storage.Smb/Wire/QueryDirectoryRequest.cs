using System.Buffers.Binary;
using System.Text;

namespace Orbit.Storage.Smb.Wire;

/// <summary>Asks for the next entries of a directory (MS-SMB2 section 2.2.33), as <see cref="DirectoryEntry"/> reads them.</summary>
internal readonly struct QueryDirectoryRequest : IFileRequestBody<QueryDirectoryRequest>
{
    private const int FixedLength = 32;
    private const byte RestartFlag = 1;

    public static SmbCommand Command => SmbCommand.QueryDirectory;

    public FileId File { get; init; }

    /// <summary>Which names; <c>*</c> for all.</summary>
    public required string Pattern { get; init; }

    /// <summary>How many bytes the answer may have.</summary>
    public required int MaxLength { get; init; }

    /// <summary>Whether the server is to begin again.</summary>
    public bool Restart { get; init; }

    public int Length => FixedLength + Encoding.Unicode.GetByteCount(Pattern);

    public int Payload => MaxLength;

    public QueryDirectoryRequest On(FileId file) => this with { File = file };

    public void Write(Span<byte> body)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(body, FixedLength + 1);
        body[2] = DirectoryEntry.InformationClass;
        body[3] = Restart ? RestartFlag : (byte)0;
        File.Write(body[8..]);
        BinaryPrimitives.WriteUInt16LittleEndian(body[24..], SmbHeader.Length + FixedLength);
        BinaryPrimitives.WriteUInt16LittleEndian(body[26..], (ushort)Encoding.Unicode.GetBytes(Pattern, body[FixedLength..]));
        BinaryPrimitives.WriteUInt32LittleEndian(body[28..], (uint)MaxLength);
    }
}
