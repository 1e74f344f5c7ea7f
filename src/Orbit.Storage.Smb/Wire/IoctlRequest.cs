using System.Buffers.Binary;

namespace Orbit.Storage.Smb.Wire;

/// <summary>Asks the server's file system for something out of the ordinary (MS-SMB2 section 2.2.31).</summary>
internal readonly struct IoctlRequest : IFileRequestBody<IoctlRequest>
{
    /// <summary>Whether NEGOTIATE was tampered with (MS-SMB2 section 2.2.31.4).</summary>
    public const uint ValidateNegotiate = 0x00140204;

    /// <summary>A name for an open file, to copy from (MS-SMB2 section 3.3.5.15.5).</summary>
    public const uint RequestResumeKey = 0x00140078;

    /// <summary>Copies between two open files, to one that is open for writing (MS-SMB2 section 3.3.5.15.6).</summary>
    public const uint CopyChunkWrite = 0x001480F2;

    private const int FixedLength = 56;
    private const uint FileSystemControl = 1;

    public static SmbCommand Command => SmbCommand.Ioctl;

    public FileId File { get; init; }

    public required uint Code { get; init; }

    public ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>How many bytes the answer may have.</summary>
    public required int MaxOutput { get; init; }

    public int Length => FixedLength + Math.Max(1, Input.Length);

    public int Payload => Math.Max(Input.Length, MaxOutput);

    public IoctlRequest On(FileId file) => this with { File = file };

    public void Write(Span<byte> body)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(body, FixedLength + 1);
        BinaryPrimitives.WriteUInt32LittleEndian(body[4..], Code);
        File.Write(body[8..]);
        BinaryPrimitives.WriteUInt32LittleEndian(body[24..], SmbHeader.Length + FixedLength);
        BinaryPrimitives.WriteUInt32LittleEndian(body[28..], (uint)Input.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(body[44..], (uint)MaxOutput);
        BinaryPrimitives.WriteUInt32LittleEndian(body[48..], FileSystemControl);
        Input.Span.CopyTo(body[FixedLength..]);
    }
}
