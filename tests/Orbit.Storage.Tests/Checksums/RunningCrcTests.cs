using System.Text;
using Orbit.Storage.Checksums;

namespace Orbit.Storage.Tests.Checksums;

public class RunningCrcTests
{
    [TestCase(ChecksumAlgorithm.Crc32, "cbf43926")]
    [TestCase(ChecksumAlgorithm.Crc32C, "e3069283")]
    [TestCase(ChecksumAlgorithm.Crc64Nvme, "ae8b14860a799888")]
    public void Value_OfTheNineDigits_IsThePublishedCheckValue(ChecksumAlgorithm algorithm, string digits)
    {
        RunningCrc crc = RunningCrc.TryCreate(algorithm)!;

        crc.Append(Encoding.ASCII.GetBytes("123456789"));

        Assert.That(RunningCrc.ToChecksum(algorithm, crc.Value), Is.EqualTo(ContentChecksum.FromHex(algorithm, digits)));
    }

    [Test]
    public void Append_ContentOfAnyLengthInAnyPieces_IsThatOfOneBitAtATime(
        [Values(ChecksumAlgorithm.Crc32, ChecksumAlgorithm.Crc32C, ChecksumAlgorithm.Crc64Nvme)] ChecksumAlgorithm algorithm,
        [Values(0, 1, 7, 8, 15, 16, 63, 64, 127, 128, 129, 191, 192, 1000, 4096, 70_001)] int length,
        [Values(1, 64, 127, 128, 131, 100_000)] int piece)
    {
        byte[] content = BitwiseCrc.Content(length);
        RunningCrc crc = RunningCrc.TryCreate(algorithm)!;

        foreach (byte[] bytes in content.Chunk(piece))
        {
            crc.Append(bytes);
        }

        Assert.That(crc.Value, Is.EqualTo(BitwiseCrc.Of(algorithm, content)));
    }

    [Test]
    public void Step_WithoutTheInstruction_GivesTheSame([Values(0, 9, 64, 129, 5000)] int length)
    {
        byte[] content = BitwiseCrc.Content(length);

        Assert.That(~RunningCrc64Nvme.Step(ulong.MaxValue, content), Is.EqualTo(BitwiseCrc.Of(ChecksumAlgorithm.Crc64Nvme, content)));
    }

    [TestCase(ChecksumAlgorithm.Md5)]
    [TestCase(ChecksumAlgorithm.Sha256)]
    [TestCase(ChecksumAlgorithm.XxHash3)]
    public void TryCreate_WhatCannotBeJoined_IsNone(ChecksumAlgorithm algorithm)
    {
        Assert.That(RunningCrc.TryCreate(algorithm), Is.Null);
        Assert.That(RunningCrc.TryFindCombination(algorithm), Is.Null);
    }
}
