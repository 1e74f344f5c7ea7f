using System.Buffers.Binary;

namespace Orbit.Storage.Testing.Content;

/// <summary>
/// Content of any length in which each byte follows from a seed and its offset alone, so that any byte of it can be checked without keeping
/// it. Bytes that are shifted, doubled or mixed between two contents show as a wrong offset.
/// </summary>
public sealed class PatternedContent
{
    private const int WordSize = sizeof(ulong);
    private readonly ulong _key;

    /// <summary>Describes content.</summary>
    /// <param name="length">Its length in bytes; <see cref="long.MaxValue"/> for content without an end.</param>
    /// <param name="seed">Which content: another seed gives other bytes at nearly every offset. Default: 0.</param>
    public PatternedContent(long length, int seed = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = length;
        Seed = seed;
        _key = Mix((ulong)(uint)seed + 0x9E37_79B9_7F4A_7C15UL);
    }

    /// <summary>The length in bytes.</summary>
    public long Length { get; }

    /// <summary>Which content this is.</summary>
    public int Seed { get; }

    /// <summary>Writes the bytes from an offset on.</summary>
    /// <param name="offset">The first byte's place; at least 0.</param>
    /// <param name="destination">Where to; filled whole, also past <see cref="Length"/>.</param>
    public void Fill(long offset, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        Span<byte> word = stackalloc byte[WordSize];
        while (!destination.IsEmpty)
        {
            int skipped = (int)(offset % WordSize);
            ulong value = Word(offset / WordSize);
            if (skipped == 0 && destination.Length >= WordSize)
            {
                BinaryPrimitives.WriteUInt64LittleEndian(destination, value);
                destination = destination[WordSize..];
                offset += WordSize;
                continue;
            }

            BinaryPrimitives.WriteUInt64LittleEndian(word, value);
            int count = Math.Min(WordSize - skipped, destination.Length);
            word.Slice(skipped, count).CopyTo(destination);
            destination = destination[count..];
            offset += count;
        }
    }

    /// <summary>Finds the first byte that is not the content's.</summary>
    /// <param name="offset">Where <paramref name="actual"/> is said to begin in the content.</param>
    /// <param name="actual">The bytes in question.</param>
    /// <returns>The offset in the content, or null where all are right.</returns>
    public long? FindDifference(long offset, ReadOnlySpan<byte> actual)
    {
        Span<byte> expected = stackalloc byte[1024];
        while (!actual.IsEmpty)
        {
            Span<byte> part = expected[..Math.Min(expected.Length, actual.Length)];
            Fill(offset, part);
            int same = part.CommonPrefixLength(actual);
            if (same < part.Length)
            {
                return offset + same;
            }

            offset += part.Length;
            actual = actual[part.Length..];
        }

        return null;
    }

    /// <summary>Copies some of the content into an array.</summary>
    /// <param name="span">Which bytes. Default: all.</param>
    public byte[] ToArray(ByteSpan? span = null)
    {
        ByteSpan wanted = span ?? new ByteSpan(0, Length);
        byte[] bytes = new byte[wanted.Length];
        Fill(wanted.Offset, bytes);
        return bytes;
    }

    /// <summary>Opens the content as a stream that can neither seek nor tell its length.</summary>
    /// <param name="behavior">How it flows, and where it breaks. Default: at once and whole.</param>
    public Stream OpenStream(SourceBehavior? behavior = null) => new PatternedStream(this, behavior ?? SourceBehavior.Default);

    /// <summary>Opens the content as the source of a write.</summary>
    /// <param name="behavior">How it flows, and where it breaks. Default: at once and whole.</param>
    public PatternedSource OpenSource(SourceBehavior? behavior = null) => new(OpenStream(behavior), (behavior ?? SourceBehavior.Default).ChunkSize);

    // The finalizer of SplitMix64 (Steele, Lea, Flood 2014): neighbouring offsets give unrelated words.
    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EBUL;
        return z ^ (z >> 31);
    }

    private ulong Word(long index) => Mix(_key + ((ulong)index * 0x9E37_79B9_7F4A_7C15UL));
}
