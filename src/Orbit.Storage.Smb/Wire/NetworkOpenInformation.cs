using System.Buffers.Binary;

namespace Orbit.Storage.Smb.Wire;

/// <summary>Times, size and attributes of an open file (FileNetworkOpenInformation, MS-FSCC section 2.4.29).</summary>
internal static class NetworkOpenInformation
{
    public const byte Class = 34;
    public const int Length = 56;

    /// <exception cref="SmbProtocolException">It is cut short.</exception>
    public static FileDescription Read(ReadOnlySpan<byte> data) => data.Length < Length
        ? throw new SmbProtocolException("The description of a file is cut short.")
        : new FileDescription
        {
            Created = BinaryPrimitives.ReadUInt64LittleEndian(data),
            LastAccessed = BinaryPrimitives.ReadUInt64LittleEndian(data[8..]),
            LastModified = BinaryPrimitives.ReadUInt64LittleEndian(data[16..]),
            Changed = BinaryPrimitives.ReadUInt64LittleEndian(data[24..]),
            Size = BinaryPrimitives.ReadUInt64LittleEndian(data[40..]),
            Attributes = (FileAttributeBits)BinaryPrimitives.ReadUInt32LittleEndian(data[48..]),
        };
}
