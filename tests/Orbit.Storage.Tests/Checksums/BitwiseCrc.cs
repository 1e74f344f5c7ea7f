namespace Orbit.Storage.Tests.Checksums;

/// <summary>CRCs by their definition, one bit at a time, from nothing but the generators in their usual form: highest power first.</summary>
internal static class BitwiseCrc
{
    public static ulong Of(ChecksumAlgorithm algorithm, ReadOnlySpan<byte> content) => algorithm switch
    {
        ChecksumAlgorithm.Crc32 => Of(content, 0x04C11DB7, 32),
        ChecksumAlgorithm.Crc32C => Of(content, 0x1EDC6F41, 32),
        ChecksumAlgorithm.Crc64Nvme => Of(content, 0xAD93D23594C93659, 64),
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, "This is no CRC."),
    };

    /// <summary>Bytes that do not repeat.</summary>
    public static byte[] Content(int length)
    {
        byte[] content = new byte[length];
        uint state = 1;
        for (int i = 0; i < length; i++)
        {
            state = (state * 1664525) + 1013904223;
            content[i] = (byte)(state >> 24);
        }

        return content;
    }

    private static ulong Of(ReadOnlySpan<byte> content, ulong generator, int width)
    {
        ulong mask = ulong.MaxValue >> (64 - width);
        ulong remainder = mask;
        foreach (byte value in content)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                ulong top = (remainder >> (width - 1)) ^ (ulong)((value >> bit) & 1);
                remainder = ((remainder << 1) ^ ((top & 1) != 0 ? generator : 0)) & mask;
            }
        }

        ulong reflected = 0;
        for (int bit = 0; bit < width; bit++)
        {
            reflected |= ((remainder >> bit) & 1) << (width - 1 - bit);
        }

        return ~reflected & mask;
    }
}
