using System.Buffers.Binary;

namespace Orbit.Storage.Smb.Wire;

/// <summary>Times and attributes (FileBasicInformation, MS-FSCC section 2.4.7). What is 0 is kept as it is.</summary>
internal readonly struct BasicInformation : IFileInformation
{
    public static byte Class => 4;

    public ulong Created { get; init; }

    public ulong LastAccessed { get; init; }

    public ulong LastModified { get; init; }

    public FileAttributeBits Attributes { get; init; }

    public int Length => 40;

    public void Write(Span<byte> to)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(to, Created);
        BinaryPrimitives.WriteUInt64LittleEndian(to[8..], LastAccessed);
        BinaryPrimitives.WriteUInt64LittleEndian(to[16..], LastModified);
        BinaryPrimitives.WriteUInt32LittleEndian(to[32..], (uint)Attributes);
    }
}
