using Orbit.Storage.Checksums;

namespace Orbit.Storage.Tests.Checksums;

public class CrcCombinationTests
{
    [Test]
    public void Combine_ContentCutAnywhere_IsThatOfTheWhole(
        [Values(ChecksumAlgorithm.Crc32, ChecksumAlgorithm.Crc32C, ChecksumAlgorithm.Crc64Nvme)] ChecksumAlgorithm algorithm, [Values(0, 1, 8, 500, 999, 1000)] int cut)
    {
        byte[] content = BitwiseCrc.Content(1000);

        ulong joined = RunningCrc.TryFindCombination(algorithm)!.Combine(BitwiseCrc.Of(algorithm, content.AsSpan(0, cut)), BitwiseCrc.Of(algorithm, content.AsSpan(cut)), content.Length - cut);

        Assert.That(joined, Is.EqualTo(BitwiseCrc.Of(algorithm, content)));
    }

    [Test]
    public void Combine_NegativeLength_IsAnArgumentMistake() =>
        Assert.That(() => CrcCombination.Crc64Nvme.Combine(1, 2, -1), Throws.TypeOf<ArgumentOutOfRangeException>());
}
