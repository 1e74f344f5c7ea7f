using Orbit.Storage.Checksums;

namespace Orbit.Storage.Transport;

/// <summary>The CRC-32 of two contents in a row from those of each.</summary>
public static class Crc32Combination
{
    /// <summary>Combines two checksums.</summary>
    /// <param name="first">That of the content before.</param>
    /// <param name="second">That of the content behind.</param>
    /// <param name="secondLength">How many bytes are behind; at least 0.</param>
    /// <returns>That of both.</returns>
    public static uint Combine(uint first, uint second, long secondLength) => (uint)CrcCombination.Crc32.Combine(first, second, secondLength);
}
