using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;

namespace Orbit.Storage.Smb.Security.Primitives;

/// <summary>Computes MD4 (RFC 1320), with which NTLM turns a password into a key. .NET has none.</summary>
internal static class Md4
{
    /// <summary>Bytes of a hash.</summary>
    public const int HashLength = 16;

    private const int BlockLength = 64;
    private const int LengthOffset = 56;
    private const int Words = 16;
    private const uint SecondRound = 0x5A827999;
    private const uint ThirdRound = 0x6ED9EBA1;

    private static ReadOnlySpan<byte> FirstOrder => [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

    private static ReadOnlySpan<byte> SecondOrder => [0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15];

    private static ReadOnlySpan<byte> ThirdOrder => [0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15];

    private static ReadOnlySpan<byte> FirstShifts => [3, 7, 11, 19];

    private static ReadOnlySpan<byte> SecondShifts => [3, 5, 9, 13];

    private static ReadOnlySpan<byte> ThirdShifts => [3, 9, 11, 15];

    public static void Hash(ReadOnlySpan<byte> content, Span<byte> hash)
    {
        Span<uint> state = [0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476];
        ulong bits = (ulong)content.Length * 8;
        while (content.Length >= BlockLength)
        {
            Mix(content[..BlockLength], state);
            content = content[BlockLength..];
        }

        Span<byte> tail = stackalloc byte[2 * BlockLength];
        tail.Clear();
        content.CopyTo(tail);
        tail[content.Length] = 0x80;
        tail = tail[..(content.Length < LengthOffset ? BlockLength : 2 * BlockLength)];
        BinaryPrimitives.WriteUInt64LittleEndian(tail[^sizeof(ulong)..], bits);
        for (Span<byte> rest = tail; !rest.IsEmpty; rest = rest[BlockLength..])
        {
            Mix(rest[..BlockLength], state);
        }

        CryptographicOperations.ZeroMemory(tail);
        for (int i = 0; i < state.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(hash[(i * sizeof(uint))..], state[i]);
        }
    }

    private static void Mix(ReadOnlySpan<byte> block, Span<uint> state)
    {
        Span<uint> words = stackalloc uint[Words];
        for (int i = 0; i < Words; i++)
        {
            words[i] = BinaryPrimitives.ReadUInt32LittleEndian(block[(i * sizeof(uint))..]);
        }

        (uint a, uint b, uint c, uint d) = (state[0], state[1], state[2], state[3]);
        for (int i = 0; i < Words; i++)
        {
            uint sum = a + ((b & c) | (~b & d)) + words[FirstOrder[i]];
            (a, b, c, d) = (d, BitOperations.RotateLeft(sum, FirstShifts[i % 4]), b, c);
        }

        for (int i = 0; i < Words; i++)
        {
            uint sum = a + ((b & c) | (b & d) | (c & d)) + words[SecondOrder[i]] + SecondRound;
            (a, b, c, d) = (d, BitOperations.RotateLeft(sum, SecondShifts[i % 4]), b, c);
        }

        for (int i = 0; i < Words; i++)
        {
            uint sum = a + (b ^ c ^ d) + words[ThirdOrder[i]] + ThirdRound;
            (a, b, c, d) = (d, BitOperations.RotateLeft(sum, ThirdShifts[i % 4]), b, c);
        }

        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
        words.Clear();
    }
}
