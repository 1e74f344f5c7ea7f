using System.Buffers.Binary;
using System.Text;

namespace Orbit.Storage.Smb.Wire;

/// <summary>A new name (FileRenameInformation in the form of SMB 2, MS-FSCC section 2.4.37.2).</summary>
internal readonly struct RenameInformation : IFileInformation
{
    private const int FixedLength = 20;

    // Some servers refuse a buffer that is smaller than the structure with its alignment.
    private const int LeastLength = 24;

    public static byte Class => 10;

    /// <summary>Relative to the share, as in <see cref="CreateRequest.Path"/>.</summary>
    public required string Path { get; init; }

    /// <summary>Whether a file of that name is replaced.</summary>
    public required bool Replace { get; init; }

    public int Length => Math.Max(LeastLength, FixedLength + Encoding.Unicode.GetByteCount(Path));

    public void Write(Span<byte> to)
    {
        to[0] = Replace ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteUInt32LittleEndian(to[16..], (uint)Encoding.Unicode.GetBytes(Path, to[FixedLength..]));
    }
}
