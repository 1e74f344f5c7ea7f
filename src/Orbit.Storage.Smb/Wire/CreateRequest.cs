using System.Buffers.Binary;
using System.Text;

namespace Orbit.Storage.Smb.Wire;

/// <summary>Opens or creates a file or directory (MS-SMB2 section 2.2.13), without oplock or lease, shared with everybody for everything, or for all but writing.</summary>
internal readonly struct CreateRequest : IRequestBody
{
    private const int FixedLength = 56;
    private const uint Impersonation = 2;
    private const uint ShareAll = 7;
    private const uint ShareReadAndDelete = 5;

    public static SmbCommand Command => SmbCommand.Create;

    /// <summary>Relative to the share, separated by backslashes, none in front; empty for the share's root.</summary>
    public required string Path { get; init; }

    public required AccessMask Access { get; init; }

    public CreateDisposition Disposition { get; init; }

    public CreateChoices Choices { get; init; }

    /// <summary>Whether nobody else may have it open to write, before or after.</summary>
    public bool WritesAlone { get; init; }

    /// <summary>Of what is created.</summary>
    public FileAttributeBits Attributes { get; init; }

    // The variable part has at least a byte, also where the name has none.
    public int Length => FixedLength + Math.Max(1, Encoding.Unicode.GetByteCount(Path));

    public int Payload => 0;

    public void Write(Span<byte> body)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(body, FixedLength + 1);
        BinaryPrimitives.WriteUInt32LittleEndian(body[4..], Impersonation);
        BinaryPrimitives.WriteUInt32LittleEndian(body[24..], (uint)Access);
        BinaryPrimitives.WriteUInt32LittleEndian(body[28..], (uint)Attributes);
        BinaryPrimitives.WriteUInt32LittleEndian(body[32..], WritesAlone ? ShareReadAndDelete : ShareAll);
        BinaryPrimitives.WriteUInt32LittleEndian(body[36..], (uint)Disposition);
        BinaryPrimitives.WriteUInt32LittleEndian(body[40..], (uint)Choices);
        BinaryPrimitives.WriteUInt16LittleEndian(body[44..], SmbHeader.Length + FixedLength);
        BinaryPrimitives.WriteUInt16LittleEndian(body[46..], (ushort)Encoding.Unicode.GetBytes(Path, body[FixedLength..]));
    }
}
