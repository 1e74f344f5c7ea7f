namespace Orbit.Storage.Tests;

public class ContentChecksumTests
{
    [TestCase(ChecksumAlgorithm.Crc32, 4)]
    [TestCase(ChecksumAlgorithm.Md5, 16)]
    [TestCase(ChecksumAlgorithm.Sha256, 32)]
    [TestCase(ChecksumAlgorithm.XxHash3, 8)]
    [TestCase(ChecksumAlgorithm.Crc32C, 4)]
    [TestCase(ChecksumAlgorithm.Crc64Nvme, 8)]
    public void Construct_EachAlgorithm_WantsItsLength(ChecksumAlgorithm algorithm, int length)
    {
        Assert.That(new ContentChecksum(algorithm, new byte[length]).Value.Length, Is.EqualTo(length));
        Assert.That(() => new ContentChecksum(algorithm, new byte[length - 1]), Throws.ArgumentException);
        Assert.That(() => new ContentChecksum(algorithm, new byte[length + 1]), Throws.ArgumentException);
    }

    [Test]
    public void Construct_Value_IsCopied()
    {
        byte[] value = [1, 2, 3, 4];
        ContentChecksum checksum = new(ChecksumAlgorithm.Crc32, value);

        value[0] = 9;

        Assert.That(checksum.Value.ToArray(), Is.EqualTo(new byte[] { 1, 2, 3, 4 }));
    }

    [Test]
    public void FromHex_EitherCase_IsTheSameChecksum()
    {
        ContentChecksum lower = ContentChecksum.FromHex(ChecksumAlgorithm.Crc32, "cbf43926");

        Assert.That(lower, Is.EqualTo(ContentChecksum.FromHex(ChecksumAlgorithm.Crc32, "CBF43926")));
        Assert.That(lower.GetHashCode(), Is.EqualTo(ContentChecksum.FromHex(ChecksumAlgorithm.Crc32, "CBF43926").GetHashCode()));
        Assert.That(lower, Is.Not.EqualTo(ContentChecksum.FromHex(ChecksumAlgorithm.Crc32, "cbf43927")));
        Assert.That(lower.Equals(null), Is.False);
        Assert.That(lower.ToString(), Is.EqualTo("crc32:cbf43926"));
    }

    [TestCase("cbf4392")]
    [TestCase("cbf4392x")]
    [TestCase("cbf43926cb")]
    [TestCase("")]
    public void FromHex_NotAChecksum_IsAnArgumentMistake(string digits) =>
        Assert.That(() => ContentChecksum.FromHex(ChecksumAlgorithm.Crc32, digits), Throws.InstanceOf<ArgumentException>());

    [Test]
    public void Equals_SameBytesOfAnotherAlgorithm_IsFalse() => Assert.That(
        new ContentChecksum(ChecksumAlgorithm.Crc32, new byte[4]).Equals(new ContentChecksum(ChecksumAlgorithm.XxHash3, new byte[8])), Is.False);
}
