using Orbit.Storage.Writing;

namespace Orbit.Storage.Tests.Writing;

public sealed class ContentHasherTests
{
    // "123456789": CRC-32 from the catalogue of CRC algorithms; the others from RFC 1321's and FIPS 180-4's reference programs and xxhsum.
    [TestCase(ChecksumAlgorithm.Crc32, "cbf43926")]
    [TestCase(ChecksumAlgorithm.Md5, "25f9e794323b453885f5181f1b624d0b")]
    [TestCase(ChecksumAlgorithm.Sha256, "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225")]
    public void Verify_ContentInPieces_ComparesWithThePromise(ChecksumAlgorithm algorithm, string digits)
    {
        using ContentHasher right = ContentHasher.For(ContentChecksum.FromHex(algorithm, digits))!;
        right.Append("1234"u8);
        right.Append(""u8);
        right.Append("56789"u8);
        using ContentHasher wrong = ContentHasher.For(ContentChecksum.FromHex(algorithm, digits))!;
        wrong.Append("123456788"u8);

        Assert.That(right.Verify(), Is.Null);
        Assert.That(wrong.Verify()!.Kind, Is.EqualTo(StorageErrorKind.ChecksumMismatch));
        Assert.That(wrong.Verify()!.Detail, Does.Contain(digits));
    }

    [Test]
    public void Verify_XxHash3OfNothing_TheEmptyContentsHash()
    {
        using ContentHasher hasher = ContentHasher.For(ContentChecksum.FromHex(ChecksumAlgorithm.XxHash3, "2d06800538d394c2"))!;

        Assert.That(hasher.Verify(), Is.Null);
    }

    [Test]
    public void For_NothingPromised_NoHasher() => Assert.That(ContentHasher.For(null), Is.Null);
}
