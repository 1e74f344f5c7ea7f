namespace Orbit.Storage.Tests.Memory;

/// <summary>Bytes in which no two places look alike, so that a piece in the wrong place shows.</summary>
internal static class PatternedBytes
{
    public static byte[] Create(int length, int seed = 1)
    {
        byte[] bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
