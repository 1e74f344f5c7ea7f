using System.Buffers.Binary;

namespace Orbit.Storage.Smb.Wire;

/// <summary>Which bytes are copied (SRV_COPYCHUNK_COPY, MS-SMB2 section 2.2.31.1): a row of equal chunks, the last of which may be shorter, to the same place in the other file.</summary>
internal static class CopyChunkRequest
{
    /// <summary>Bytes of a key.</summary>
    public const int KeyLength = 24;

    private const int FixedLength = 32;
    private const int ChunkLength = 24;

    /// <param name="key">The source's.</param>
    /// <param name="offset">The first byte.</param>
    /// <param name="count">How many bytes; above 0.</param>
    /// <param name="chunk">How many in one chunk.</param>
    public static byte[] Write(ReadOnlySpan<byte> key, ulong offset, long count, int chunk)
    {
        int chunks = (int)((count + chunk - 1) / chunk);
        byte[] input = new byte[FixedLength + (chunks * ChunkLength)];
        key[..KeyLength].CopyTo(input);
        BinaryPrimitives.WriteUInt32LittleEndian(input.AsSpan(KeyLength), (uint)chunks);
        for (int i = 0; i < chunks; i++)
        {
            Span<byte> item = input.AsSpan(FixedLength + (i * ChunkLength));
            ulong at = offset + ((ulong)i * (ulong)chunk);
            BinaryPrimitives.WriteUInt64LittleEndian(item, at);
            BinaryPrimitives.WriteUInt64LittleEndian(item[8..], at);
            BinaryPrimitives.WriteUInt32LittleEndian(item[16..], (uint)Math.Min(chunk, count - ((long)i * chunk)));
        }

        return input;
    }
}
