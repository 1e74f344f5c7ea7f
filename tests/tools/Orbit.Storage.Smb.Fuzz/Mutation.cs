using System.Buffers.Binary;

namespace Orbit.Storage.Smb.Fuzz;

/// <summary>Makes an input out of a good one: a few changes of the kinds that parsers trip over, seldom something that was never good.</summary>
internal static class Mutation
{
    /// <summary>Bytes that an input has at most.</summary>
    public const int MaxLength = 4096;

    private const int MostChanges = 6;

    private static readonly uint[] Edges =
        [0, 1, 2, 3, 4, 7, 8, 9, 63, 64, 65, 0x7F, 0x80, 0xFF, 0x100, 0x7FFF, 0x8000, 0xFFFF, 0x10000, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FF00, 0xFFFF_FFC0, 0xFFFF_FFFF];

    /// <param name="corpus">Good inputs.</param>
    /// <param name="random">Decides.</param>
    /// <param name="input">Receives the input, <see cref="MaxLength"/> bytes.</param>
    /// <returns>Its length.</returns>
    public static int Make(byte[][] corpus, ref SplitMix random, Span<byte> input)
    {
        int length;
        if (random.Below(50) == 0)
        {
            length = random.Below(300);
            Fill(input[..length], ref random);
            return length;
        }

        byte[] good = corpus[random.Below(corpus.Length)];
        good.CopyTo(input);
        length = good.Length;
        int changes = 1 + random.Below(MostChanges);
        for (int i = 0; i < changes; i++)
        {
            length = Change(corpus, ref random, input, length);
        }

        return length;
    }

    private static int Change(byte[][] corpus, ref SplitMix random, Span<byte> input, int length)
    {
        int at = random.Below(length + 1);
        Span<byte> rest = input[at..length];
        switch (random.Below(10))
        {
            case 0 or 1:
                if (rest.Length > 0)
                {
                    rest[0] ^= (byte)(1 << random.Below(8));
                }

                return length;
            case 2 or 3:
                if (rest.Length > 0)
                {
                    rest[0] = (byte)Edges[random.Below(Edges.Length)];
                }

                return length;
            case 4:
                if (rest.Length >= sizeof(ushort))
                {
                    BinaryPrimitives.WriteUInt16LittleEndian(rest, (ushort)Near(ref random, length));
                }

                return length;
            case 5:
                if (rest.Length >= sizeof(uint))
                {
                    BinaryPrimitives.WriteUInt32LittleEndian(rest, Near(ref random, length));
                }

                return length;
            case 6:
                return at;
            case 7:
                int added = Math.Min(random.Below(64), MaxLength - length);
                Fill(input.Slice(length, added), ref random);
                return length + added;
            case 8:
                int gone = Math.Min(random.Below(16), rest.Length);
                rest[gone..].CopyTo(rest);
                return length - gone;
            default:
                byte[] other = corpus[random.Below(corpus.Length)];
                int from = random.Below(other.Length + 1);
                int count = Math.Min(random.Below(64), Math.Min(other.Length - from, MaxLength - at));
                other.AsSpan(from, count).CopyTo(input[at..]);
                return Math.Max(length, at + count);
        }
    }

    /// <summary>A number at an edge of its type, or close to the input's length.</summary>
    private static uint Near(ref SplitMix random, int length) => random.Below(2) == 0 ? Edges[random.Below(Edges.Length)] : (uint)(length - 8 + random.Below(16));

    private static void Fill(Span<byte> bytes, ref SplitMix random)
    {
        foreach (ref byte value in bytes)
        {
            value = (byte)random.Next();
        }
    }
}
