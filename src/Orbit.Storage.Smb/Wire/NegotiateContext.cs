using System.Buffers.Binary;
using System.Text;

namespace Orbit.Storage.Smb.Wire;

/// <summary>The items that 3.1.1 adds to NEGOTIATE (MS-SMB2 sections 2.2.3.1 and 2.2.4.1): type, length, four bytes of nothing, and the data; each begins at a multiple of 8.</summary>
internal static class NegotiateContext
{
    public const ushort Preauth = 1;
    public const ushort Encryption = 2;
    public const ushort NetName = 5;
    public const ushort Signing = 8;

    public const int HeaderLength = 8;

    private const ushort Sha512 = 1;

    public static int Align(int offset) => (offset + 7) & ~7;

    public static int PreauthLength(int salt) => HeaderLength + 6 + salt;

    public static int ListLength(int count) => HeaderLength + sizeof(ushort) + (count * sizeof(ushort));

    public static int NameLength(string name) => HeaderLength + Encoding.Unicode.GetByteCount(name);

    public static int WritePreauth(Span<byte> to, ReadOnlySpan<byte> salt)
    {
        int length = PreauthLength(salt.Length);
        WriteHeader(to, Preauth, length);
        BinaryPrimitives.WriteUInt16LittleEndian(to[8..], 1);
        BinaryPrimitives.WriteUInt16LittleEndian(to[10..], (ushort)salt.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(to[12..], Sha512);
        salt.CopyTo(to[14..]);
        return length;
    }

    public static int WriteList(Span<byte> to, ushort type, ReadOnlySpan<ushort> numbers)
    {
        int length = ListLength(numbers.Length);
        WriteHeader(to, type, length);
        BinaryPrimitives.WriteUInt16LittleEndian(to[8..], (ushort)numbers.Length);
        for (int i = 0; i < numbers.Length; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(to[(10 + (i * sizeof(ushort)))..], numbers[i]);
        }

        return length;
    }

    public static int WriteName(Span<byte> to, string name)
    {
        int length = NameLength(name);
        WriteHeader(to, NetName, length);
        Encoding.Unicode.GetBytes(name, to[HeaderLength..]);
        return length;
    }

    /// <summary>Takes what the server chose from a list: exactly one number.</summary>
    /// <exception cref="SmbProtocolException">There is another count.</exception>
    public static ushort ReadChoice(ReadOnlySpan<byte> data) => data.Length >= 4 && BinaryPrimitives.ReadUInt16LittleEndian(data) == 1
        ? BinaryPrimitives.ReadUInt16LittleEndian(data[2..])
        : throw new SmbProtocolException("The server did not choose exactly one of the algorithms that were offered.");

    /// <summary>Says whether the server's pre-authentication context names the one hash there is.</summary>
    public static bool IsSha512(ReadOnlySpan<byte> data) =>
        data.Length >= 6 && BinaryPrimitives.ReadUInt16LittleEndian(data) == 1 && BinaryPrimitives.ReadUInt16LittleEndian(data[4..]) == Sha512;

    private static void WriteHeader(Span<byte> to, ushort type, int length)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(to, type);
        BinaryPrimitives.WriteUInt16LittleEndian(to[2..], (ushort)(length - HeaderLength));
    }
}
