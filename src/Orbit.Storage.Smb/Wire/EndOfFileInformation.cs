using System.Buffers.Binary;

namespace Orbit.Storage.Smb.Wire;

/// <summary>The length of the content (FileEndOfFileInformation, MS-FSCC section 2.4.13).</summary>
internal readonly struct EndOfFileInformation : IFileInformation
{
    public static byte Class => 20;

    public required ulong Size { get; init; }

    public int Length => sizeof(ulong);

    public void Write(Span<byte> to) => BinaryPrimitives.WriteUInt64LittleEndian(to, Size);
}
