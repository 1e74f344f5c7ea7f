using System.IO.Hashing;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Tests.Transport;

/// <summary>Checksums of pieces come to that of the whole.</summary>
public sealed class Crc32CombinationTests
{
    [Test]
    public void Combine_ChecksumsOfTwoPieces_IsThatOfBoth([Values(0, 1, 7, 4096, 99_999, 100_000)] int cut)
    {
        byte[] content = new byte[100_000];
        new Random(cut).NextBytes(content);

        uint combined = Crc32Combination.Combine(Crc32.HashToUInt32(content.AsSpan(0, cut)), Crc32.HashToUInt32(content.AsSpan(cut)), content.Length - cut);

        Assert.That(combined, Is.EqualTo(Crc32.HashToUInt32(content)));
    }

    [Test]
    public void Combine_NegativeLength_IsRefused() => Assert.That(() => Crc32Combination.Combine(1, 2, -1), Throws.TypeOf<ArgumentOutOfRangeException>());
}
