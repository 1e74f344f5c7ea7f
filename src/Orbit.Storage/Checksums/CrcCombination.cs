namespace Orbit.Storage.Checksums;

/// <summary>
/// The CRC of two contents in a row from those of each: appending n bytes multiplies a checksum, read as a polynomial over GF(2), by x^(8n) modulo the
/// generator. The most significant bit is the coefficient of x^0, as in all CRCs that take bits in the order in which they are sent.
/// </summary>
/// <param name="generator">The generator without its highest term.</param>
/// <param name="width">How many bits; 32 or 64.</param>
internal sealed class CrcCombination(ulong generator, int width)
{
    /// <summary>For CRC-32 (ISO 3309).</summary>
    public static CrcCombination Crc32 { get; } = new(0xEDB88320, 32);

    /// <summary>For CRC-32C (RFC 9260 appendix A).</summary>
    public static CrcCombination Crc32C { get; } = new(0x82F63B78, 32);

    /// <summary>For CRC-64/NVME (NVM Express, NVM command set specification, section 5.2.1.3.4).</summary>
    public static CrcCombination Crc64Nvme { get; } = new(0x9A6C9329AC4BC9B5, 64);

    private readonly ulong _one = 1UL << (width - 1);

    /// <summary>Combines two checksums.</summary>
    /// <param name="first">That of the content before.</param>
    /// <param name="second">That of the content behind.</param>
    /// <param name="secondLength">How many bytes are behind; at least 0.</param>
    /// <returns>That of both.</returns>
    public ulong Combine(ulong first, ulong second, long secondLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(secondLength);
        return Multiply(first, PowerOfX(8, secondLength)) ^ second;
    }

    /// <summary>x to the power of a product, modulo the generator.</summary>
    /// <param name="exponent">The one factor.</param>
    /// <param name="times">The other.</param>
    public ulong PowerOfX(int exponent, long times = 1)
    {
        ulong power = _one;
        for (; exponent > 0; exponent--)
        {
            power = TimesX(power);
        }

        ulong product = _one;
        for (; times > 0; times >>= 1)
        {
            product = (times & 1) != 0 ? Multiply(product, power) : product;
            power = Multiply(power, power);
        }

        return product;
    }

    private ulong Multiply(ulong left, ulong right)
    {
        ulong product = 0;
        for (int bit = width - 1; bit >= 0; bit--)
        {
            product ^= right & (0UL - ((left >> bit) & 1));
            right = TimesX(right);
        }

        return product;
    }

    private ulong TimesX(ulong value) => (value >> 1) ^ (generator & (0UL - (value & 1)));
}
