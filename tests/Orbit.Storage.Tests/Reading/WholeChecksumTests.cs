using System.Buffers.Binary;
using System.Globalization;
using System.IO.Hashing;
using Orbit.Storage.Reading;
using Orbit.Storage.Tests.Checksums;

namespace Orbit.Storage.Tests.Reading;

/// <summary>What was delivered of a whole object is compared with the checksum that the store keeps of it.</summary>
public sealed class WholeChecksumTests
{
    private const int C = 1000;
    private const int Size = (7 * C) + 13;
    private static readonly ParallelRangeDownloaderOptions Options =
        new() { RangeSize = C, Concurrency = 4, WindowSize = 8 * C, Retry = new() { MaxAttempts = 100, BaseDelay = TimeSpan.Zero, MaxDelay = TimeSpan.Zero } };

    [Test]
    public async Task Open_RightChecksumAndUnrulyBodies_Succeeds([Range(1, 12)] int seed)
    {
        using DownloadHarness harness = new();
        ScriptedRangeSource source = new(Size, new RandomScript(seed, withFaults: true).Next) { Checksum = Right(Size) };

        Assert.That(await harness.ReadAsync(source, Options), Is.Null);
        harness.AssertNothingIsLeft(source.OpenBodies);
    }

    [Test]
    public async Task Download_RightChecksumAndUnrulyBodies_Succeeds([Range(1, 12)] int seed)
    {
        using DownloadHarness harness = new();
        ScriptedRangeSource source = new(Size, new RandomScript(seed, withFaults: true).Next) { Checksum = Right(Size) };

        Assert.That(await harness.DownloadAsync(source, Options), Is.Null);
        harness.AssertNothingIsLeft(source.OpenBodies);
    }

    [Test]
    public async Task Open_WrongChecksum_FailsBehindTheLastByte([Values(1, C, Size)] int size)
    {
        using DownloadHarness harness = new();
        ScriptedRangeSource source = new(size) { Checksum = Wrong };

        Exception? failure = await harness.ReadAsync(source, Options);

        Assert.That((failure as StorageException)?.Kind, Is.EqualTo(StorageErrorKind.ChecksumMismatch));
        Assert.That(harness.Taken, Is.EqualTo(size));
        harness.AssertNothingIsLeft(source.OpenBodies);
    }

    [Test]
    public async Task Download_WrongChecksum_Fails([Values(1, C, Size)] int size)
    {
        using DownloadHarness harness = new();
        ScriptedRangeSource source = new(size) { Checksum = Wrong };

        Exception? failure = await harness.DownloadAsync(source, Options);

        Assert.That((failure as StorageException)?.Kind, Is.EqualTo(StorageErrorKind.ChecksumMismatch));
        harness.AssertNothingIsLeft(source.OpenBodies);
    }

    [Test]
    public async Task Read_RangeOfAnObjectWithAWrongChecksum_Succeeds([Values] bool intoFile)
    {
        using DownloadHarness harness = new();
        ScriptedRangeSource source = new(Size) { Checksum = Wrong };
        ByteRange range = ByteRange.Of(1, Size - 1);

        Assert.That(intoFile ? await harness.DownloadAsync(source, Options, range) : await harness.ReadAsync(source, Options, range), Is.Null);
    }

    [Test]
    public async Task Read_ServerBeginsToIgnoreRangesHalfWay_ChecksEachByteOnce([Range(1, 7)] int from, [Range(1, 4)] int seed, [Values] bool intoFile)
    {
        using DownloadHarness harness = new();
        RandomScript manners = new(seed, withFaults: false);
        ScriptedRangeSource source = new(Size, (span, index) => index < from
            ? manners.Next(span, index)
            : new BodyScript { Answer = new ByteSpan(0, Size), Yields = (index * seed) % 11, LargestRead = 333 })
        {
            Checksum = Right(Size),
        };

        Assert.That(intoFile ? await harness.DownloadAsync(source, Options) : await harness.ReadAsync(source, Options), Is.Null);
    }

    [Test]
    public async Task Read_OtherKindOfCrc_IsJoinedAndCompared(
        [Values(ChecksumAlgorithm.Crc32C, ChecksumAlgorithm.Crc64Nvme)] ChecksumAlgorithm algorithm, [Values(1, C, Size)] int size, [Values] bool isRight, [Values] bool intoFile)
    {
        using DownloadHarness harness = new();
        byte[] content = [.. Enumerable.Range(0, size).Select(static i => ScriptedRangeSource.At(i))];
        ulong crc = BitwiseCrc.Of(algorithm, content) ^ (isRight ? 0UL : 1);
        string digits = crc.ToString(algorithm == ChecksumAlgorithm.Crc64Nvme ? "x16" : "x8", CultureInfo.InvariantCulture);
        ScriptedRangeSource source = new(size, new RandomScript(3, withFaults: true).Next) { Checksum = ContentChecksum.FromHex(algorithm, digits) };

        Exception? failure = intoFile ? await harness.DownloadAsync(source, Options) : await harness.ReadAsync(source, Options);

        Assert.That((failure as StorageException)?.Kind, Is.EqualTo(isRight ? null : StorageErrorKind.ChecksumMismatch));
        harness.AssertNothingIsLeft(source.OpenBodies);
    }

    private static ContentChecksum Wrong => new(ChecksumAlgorithm.Crc32, [1, 2, 3, 4]);

    private static ContentChecksum Right(int size)
    {
        byte[] content = [.. Enumerable.Range(0, size).Select(static i => ScriptedRangeSource.At(i))];
        Span<byte> value = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(value, Crc32.HashToUInt32(content));
        return new ContentChecksum(ChecksumAlgorithm.Crc32, value);
    }
}
