using System.Buffers.Binary;

namespace Orbit.Storage.Smb.Wire;

/// <summary>The name of an open file as the server keeps it (the last part of FileAllInformation, MS-FSCC section 2.4.2), whatever case it was asked for in.</summary>
internal static class AllInformation
{
    public const byte Class = 18;

    private const int NameOffset = 100;

    /// <summary>Reads the name: relative to the share, a backslash in front.</summary>
    /// <exception cref="SmbProtocolException">It is malformed.</exception>
    public static string ReadName(ReadOnlySpan<byte> data)
    {
        if (data.Length < NameOffset)
        {
            throw new SmbProtocolException("The description of a file is cut short.");
        }

        uint length = BinaryPrimitives.ReadUInt32LittleEndian(data[(NameOffset - sizeof(uint))..]);
        return length <= data.Length - NameOffset
            ? WireText.Read(data.Slice(NameOffset, (int)length))
            : throw new SmbProtocolException("The name of a file is cut short.");
    }
}
