using System.IO.Hashing;
using System.Security.Cryptography;
using Orbit.Storage.Testing.Content;

namespace Orbit.Storage.Testing.Tests.Content;

public sealed class ContentChecksumsTests
{
    [Test]
    public void Checksum_EachAlgorithm_IsThatOfTheBytes([Values(0, 1, 65_536, 200_001)] int length)
    {
        PatternedContent content = new(length, seed: 4);
        byte[] bytes = content.ToArray();

        Assert.That(content.Checksum(ChecksumAlgorithm.Sha256).Value.ToArray(), Is.EqualTo(SHA256.HashData(bytes)));
        Assert.That(content.Checksum(ChecksumAlgorithm.Md5).Value.ToArray(), Is.EqualTo(CryptographicOperations.HashData(HashAlgorithmName.MD5, bytes)));
        Assert.That(Convert.ToUInt64(Convert.ToHexString(content.Checksum(ChecksumAlgorithm.XxHash3).Value.Span), 16), Is.EqualTo(XxHash3.HashToUInt64(bytes)));
        Assert.That(Convert.ToUInt32(Convert.ToHexString(content.Checksum(ChecksumAlgorithm.Crc32).Value.Span), 16), Is.EqualTo(Crc32.HashToUInt32(bytes)));
    }
}
