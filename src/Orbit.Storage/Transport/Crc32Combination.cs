namespace Orbit.Storage.Transport;

/// <summary>
/// The CRC-32 of two contents in a row from those of each: appending n bytes multiplies a checksum, read as a polynomial over GF(2), by x^(8n)
/// modulo the generator. The most significant bit is the coefficient of x^0.
/// </summary>
public static class Crc32Combination
{
    private const uint Generator = 0xEDB88320;
    private const uint One = 1u << 31;
    private const uint XToThe8 = One >> 8;

    /// <summary>Combines two checksums.</summary>
    /// <param name="first">That of the content before.</param>
    /// <param name="second">That of the content behind.</param>
    /// <param name="secondLength">How many bytes are behind; at least 0.</param>
    /// <returns>That of both.</returns>
    public static uint Combine(uint first, uint second, long secondLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(secondLength);
        uint shift = One;
        uint power = XToThe8;
        for (long rest = secondLength; rest > 0; rest >>= 1)
        {
            if ((rest & 1) != 0)
            {
                shift = Multiply(shift, power);
            }

            power = Multiply(power, power);
        }

        return Multiply(first, shift) ^ second;
    }

    private static uint Multiply(uint left, uint right)
    {
        uint product = 0;
        for (int bit = 31; bit >= 0; bit--)
        {
            product ^= right & (0u - ((left >> bit) & 1));
            right = (right >> 1) ^ (Generator & (0u - (right & 1)));
        }

        return product;
    }
}
