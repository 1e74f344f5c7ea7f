using System.Buffers;
using System.IO.Hashing;
using System.IO.Pipelines;
using System.Security.Cryptography;
using Orbit.Storage.Tests.Checksums;

namespace Orbit.Storage.Tests.Writing;

public sealed class WriteChecksumTests
{
    private const int P = WriteRig.PartSize;

    [Test]
    public async Task WriteAsync_RightChecksum_Publishes([Values(0, 100, (5 * P) + 3)] int length, [Values] ChecksumAlgorithm algorithm, [Values] bool isHeld)
    {
        using WriteRig rig = new();
        byte[] content = WriteRig.Content(length);

        await rig.WriteAsync(Source(content, isHeld), new WriteOptions { Checksum = Checksum(algorithm, content) });

        Assert.That(rig.Sink.Published!.AsSpan().SequenceEqual(content));
    }

    [Test]
    public void WriteAsync_WrongChecksum_ChecksumMismatchAndUntouched([Values(0, 100, (5 * P) + 3)] int length, [Values] ChecksumAlgorithm algorithm, [Values] bool isHeld)
    {
        using WriteRig rig = new();
        ContentChecksum promised = Checksum(algorithm, WriteRig.Content(length + 1));

        StorageException failure = Assert.ThrowsAsync<StorageException>(
            () => rig.WriteAsync(Source(WriteRig.Content(length), isHeld), new WriteOptions { Checksum = promised }))!;

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.ChecksumMismatch));
        Assert.That(failure.Message, Does.Contain(promised.ToString()));
        Assert.That(rig.Sink.Calls, Has.No.Member("complete").And.No.Member("whole"));
        rig.AssertUntouched(wasOpened: rig.Opened > 0);
    }

    [Test]
    public async Task WriteAsync_StoreWantsPartChecksums_EachPartCarriesItsOwn([Values(0, 100, 3 * P)] int length, [Values] bool isHeld)
    {
        using WriteRig rig = new(new StorageCapabilities { PartChecksums = true });
        byte[] content = WriteRig.Content(length);
        int checkedParts = 0;
        rig.Sink.OnCall = (_, part, _) =>
        {
            if (part is not null)
            {
                Assert.That(part.Crc32, Is.EqualTo(Crc32.HashToUInt32(content.AsSpan((int)part.Offset, (int)part.Length))));
                Interlocked.Increment(ref checkedParts);
            }

            return Task.CompletedTask;
        };

        await rig.WriteAsync(Source(content, isHeld));

        Assert.That(checkedParts, Is.EqualTo(Math.Max(1, length / P)));
    }

    [Test]
    public async Task WriteAsync_StoreWantsNone_NoneIsComputed()
    {
        using WriteRig rig = new();
        rig.Sink.OnCall = (_, part, _) =>
        {
            Assert.That(part?.Crc32, Is.Null);
            return Task.CompletedTask;
        };

        await rig.WriteAsync(WriteRig.Content(3 * P));
    }

    private static PipeReader Source(byte[] content, bool isHeld) =>
        isHeld ? PipeReader.Create(new ReadOnlySequence<byte>(content)) : WriteRig.Source(content);

    private static ContentChecksum Checksum(ChecksumAlgorithm algorithm, byte[] content)
    {
        byte[] value = algorithm switch
        {
            ChecksumAlgorithm.Crc32 => [.. Crc32.Hash(content).Reverse()],
            ChecksumAlgorithm.Md5 => CryptographicOperations.HashData(HashAlgorithmName.MD5, content),
            ChecksumAlgorithm.Sha256 => SHA256.HashData(content),
            ChecksumAlgorithm.XxHash3 => XxHash3.Hash(content),
            _ => [.. Enumerable.Range(0, algorithm == ChecksumAlgorithm.Crc64Nvme ? 8 : 4).Select(i => (byte)(BitwiseCrc.Of(algorithm, content) >> (8 * i))).Reverse()],
        };
        return new ContentChecksum(algorithm, value);
    }
}
