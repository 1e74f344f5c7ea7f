using Orbit.Storage.Reading;

namespace Orbit.Storage.Tests.Reading;

/// <summary>Servers that answer with other bytes than were asked for.</summary>
public sealed class IgnoredRangeTests
{
    private const int C = 1000;
    private const int Size = (7 * C) + 13;
    private static readonly ParallelRangeDownloaderOptions Options =
        new() { RangeSize = C, Concurrency = 4, WindowSize = 8 * C, Retry = new() { BaseDelay = TimeSpan.Zero, MaxDelay = TimeSpan.Zero } };

    [Test]
    public async Task Open_WholeObjectFromAServerThatIgnoresRanges_FallsBackToOneBody([Range(1, 8)] int seed)
    {
        using DownloadHarness harness = new();
        ScriptedRangeSource source = Ignoring(seed);
        Assert.That(await harness.ReadAsync(source, Options), Is.Null);
        Assert.That(source.Asked, Has.Count.LessThanOrEqualTo(4), "Every body would have carried the whole object.");
        harness.AssertNothingIsLeft(source.OpenBodies);
    }

    [Test]
    public async Task Download_WholeObjectFromAServerThatIgnoresRanges_FallsBackToOneBody([Range(1, 8)] int seed)
    {
        using DownloadHarness harness = new();
        ScriptedRangeSource source = Ignoring(seed);
        Assert.That(await harness.DownloadAsync(source, Options), Is.Null);
        harness.AssertNothingIsLeft(source.OpenBodies);
    }

    [Test]
    public async Task Open_ServerBeginsToIgnoreRangesHalfWay_DeliversExactBytes([Range(1, 7)] int from, [Range(1, 4)] int seed)
    {
        using DownloadHarness harness = new();
        RandomScript manners = new(seed, withFaults: false);
        ScriptedRangeSource source = new(Size, (span, index) => index < from
            ? manners.Next(span, index)
            : new BodyScript { Answer = new ByteSpan(0, Size), Yields = (index * seed) % 11, LargestRead = 333 });
        Assert.That(await harness.ReadAsync(source, Options), Is.Null);
        harness.AssertNothingIsLeft(source.OpenBodies);
    }

    [Test]
    public async Task Open_BodyWithTheWholeObjectBreaks_ResumesWithoutAByteTwice()
    {
        using DownloadHarness harness = new();
        ScriptedRangeSource source = new(Size, static (_, index) => new BodyScript { Answer = new ByteSpan(0, Size), BreaksAfter = index < 4 ? 5555 : null });
        Assert.That(await harness.ReadAsync(source, Options), Is.Null);
        harness.AssertNothingIsLeft(source.OpenBodies);
    }

    [Test]
    public async Task Open_RangeFromAServerThatIgnoresRanges_FailsWithUnsupportedThatNamesTheRange()
    {
        using DownloadHarness harness = new();
        ScriptedRangeSource source = new(Size, static (_, _) => new BodyScript { Answer = new ByteSpan(0, Size) });
        StorageException? failure = await harness.ReadAsync(source, Options, ByteRange.Of(10, 500)) as StorageException;
        Assert.Multiple(() =>
        {
            Assert.That(failure?.Kind, Is.EqualTo(StorageErrorKind.Unsupported));
            Assert.That(failure?.Message, Does.Contain("10..510"));
            Assert.That(harness.Taken, Is.EqualTo(10));
        });
        harness.AssertNothingIsLeft(source.OpenBodies);
    }

    [Test]
    public async Task Open_AnswerWithAnotherSpan_FailsAndDeliversNoneOfIt([Values(0, 1, 2000)] int offset)
    {
        using DownloadHarness harness = new();
        ScriptedRangeSource source = new(Size, (span, _) => new BodyScript { Answer = span.Offset == 3 * C ? new ByteSpan(offset, 999) : null });
        StorageException? failure = await harness.ReadAsync(source, Options) as StorageException;
        Assert.Multiple(() =>
        {
            Assert.That(failure?.Kind, Is.EqualTo(StorageErrorKind.Other));
            Assert.That(failure?.Message, Does.Contain("3000..4000"));
            Assert.That(harness.Taken, Is.EqualTo(3 * C));
        });
        harness.AssertNothingIsLeft(source.OpenBodies);
    }

    private static ScriptedRangeSource Ignoring(int seed)
    {
        RandomScript manners = new(seed, withFaults: false);
        return new ScriptedRangeSource(Size, (span, index) =>
        {
            BodyScript script = manners.Next(span, index);
            return new BodyScript { Answer = new ByteSpan(0, Size), Yields = script.Yields, LargestRead = script.LargestRead };
        });
    }
}
