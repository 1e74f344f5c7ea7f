using System.Buffers;

namespace Orbit.Storage.Transport;

/// <summary>The bytes of one part, held until the store has taken them, so that a retry sends the same bytes again.</summary>
public abstract class PartContent
{
    /// <summary>Names a part.</summary>
    /// <param name="index">Its place, from 0.</param>
    /// <param name="offset">Its first byte in the object.</param>
    /// <param name="length">How many bytes it has.</param>
    protected PartContent(int index, long offset, long length)
    {
        Index = index;
        Offset = offset;
        Length = length;
    }

    /// <summary>Its place, from 0.</summary>
    public int Index { get; }

    /// <summary>Its first byte in the object.</summary>
    public long Offset { get; }

    /// <summary>How many bytes it has.</summary>
    public long Length { get; }

    /// <summary>The CRC-32 of its bytes, where <see cref="StorageCapabilities.PartChecksums"/> asks for it.</summary>
    public uint? Crc32 { get; init; }

    /// <summary>A part over bytes in memory that the caller keeps alive.</summary>
    /// <param name="index">Its place, from 0.</param>
    /// <param name="offset">Its first byte in the object.</param>
    /// <param name="bytes">Its bytes.</param>
    public static PartContent FromMemory(int index, long offset, ReadOnlySequence<byte> bytes) => new MemoryPartContent(index, offset, bytes);

    /// <summary>The bytes, where they are in memory; a part too large for the memory budget is spooled to disk and has only its stream.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <returns>Whether they are in memory.</returns>
    public abstract bool TryGetMemory(out ReadOnlySequence<byte> bytes);

    /// <summary>Opens a seekable, read-only stream over the bytes, without a copy of them. Several may be open; the caller disposes it.</summary>
    public abstract Stream OpenStream();
}
