using System.Buffers.Binary;

namespace Orbit.Storage.Smb.Wire;

/// <summary>Asks how a file is now (MS-SMB2 section 2.2.37).</summary>
internal readonly struct QueryInfoRequest : IFileRequestBody<QueryInfoRequest>
{
    private const int FixedLength = 40;
    private const byte OfFile = 1;

    public static SmbCommand Command => SmbCommand.QueryInfo;

    public FileId File { get; init; }

    /// <summary>What is asked for, by the number of MS-FSCC section 2.4.</summary>
    public required byte Class { get; init; }

    /// <summary>How many bytes the answer may have.</summary>
    public required int MaxLength { get; init; }

    public int Length => FixedLength;

    public int Payload => MaxLength;

    public QueryInfoRequest On(FileId file) => this with { File = file };

    public void Write(Span<byte> body)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(body, FixedLength + 1);
        body[2] = OfFile;
        body[3] = Class;
        BinaryPrimitives.WriteUInt32LittleEndian(body[4..], (uint)MaxLength);
        File.Write(body[24..]);
    }
}
