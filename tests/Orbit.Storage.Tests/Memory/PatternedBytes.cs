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

    /// <summary>Compares at the speed of memory; NUnit's own comparison boxes each byte.</summary>
    public static void AssertSame(ReadOnlySpan<byte> actual, ReadOnlySpan<byte> expected)
    {
        int at = actual.CommonPrefixLength(expected);
        Assert.That((actual.Length, at), Is.EqualTo((expected.Length, expected.Length)), "length, and how many bytes are the same from the start");
    }
}
