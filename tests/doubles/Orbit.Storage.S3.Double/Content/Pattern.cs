using System.Buffers.Binary;

namespace Orbit.Storage.S3.Double.Content;

/// <summary>
/// Bytes that are known by their place: each word of eight is its index times an odd constant, plus a seed. Cheap enough for terabytes, and no two
/// places of an object look alike, so that bytes at a wrong place show.
/// </summary>
public static class Pattern
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    /// <summary>Writes the bytes from an offset on.</summary>
    public static void Fill(Span<byte> target, long offset, ulong seed)
    {
        while (target.Length > 0 && (offset & 7) != 0)
        {
            target[0] = At(offset++, seed);
            target = target[1..];
        }

        ulong word = ((ulong)(offset >> 3) * Step) + seed;
        while (target.Length >= 8)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(target, word);
            word += Step;
            offset += 8;
            target = target[8..];
        }

        for (int i = 0; i < target.Length; i++)
        {
            target[i] = At(offset + i, seed);
        }
    }

    /// <summary>The first place where bytes differ from the pattern, or -1.</summary>
    public static long FindDifference(ReadOnlySpan<byte> bytes, long offset, ulong seed)
    {
        Span<byte> expected = stackalloc byte[4096];
        for (int done = 0; done < bytes.Length;)
        {
            int count = Math.Min(expected.Length, bytes.Length - done);
            Fill(expected[..count], offset + done, seed);
            int same = bytes.Slice(done, count).CommonPrefixLength(expected[..count]);
            if (same < count)
            {
                return offset + done + same;
            }

            done += count;
        }

        return -1;
    }

    /// <summary>The CRC-32 of the first bytes.</summary>
    public static uint Checksum(long length, ulong seed)
    {
        byte[] piece = new byte[64 * 1024];
        uint checksum = 0;
        for (long done = 0; done < length;)
        {
            int count = (int)Math.Min(piece.Length, length - done);
            Fill(piece.AsSpan(0, count), done, seed);
            checksum = Crc32.Append(checksum, piece.AsSpan(0, count));
            done += count;
        }

        return checksum;
    }

    private static byte At(long offset, ulong seed) => (byte)((((ulong)(offset >> 3) * Step) + seed) >> (int)(8 * (offset & 7)));
}
