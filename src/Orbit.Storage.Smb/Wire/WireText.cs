using System.Buffers.Binary;

namespace Orbit.Storage.Smb.Wire;

/// <summary>Text as it travels: UTF-16, little-endian, taken unit by unit, since names may hold lone surrogates.</summary>
internal static class WireText
{
    public static string Read(ReadOnlySpan<byte> bytes)
    {
        // No name of a file is longer; what is, is rare.
        int length = bytes.Length / sizeof(char);
        Span<char> units = length <= 256 ? stackalloc char[length] : new char[length];
        return new string(Fill(units, bytes));
    }

    private static Span<char> Fill(Span<char> units, ReadOnlySpan<byte> bytes)
    {
        for (int i = 0; i < units.Length; i++)
        {
            units[i] = (char)BinaryPrimitives.ReadUInt16LittleEndian(bytes[(i * sizeof(char))..]);
        }

        return units;
    }
}
