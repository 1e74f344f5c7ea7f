using Orbit.Storage.Reading;
using Orbit.Storage.Resilience;

namespace Orbit.Storage.Tests.Reading;

/// <summary>Sizes around every boundary × windows × numbers of slots × random order of completion × random faults.</summary>
public sealed class BoundaryTests
{
    private const int C = 1000;

    [Test]
    public async Task Open_AnySizeWindowAndConcurrency_DeliversExactBytesWithinTheWindow(
        [Values(0, 1, C - 1, C, C + 1, (7 * C) + 13)] int size, [Range(1, 8)] int window, [Values(1, 2, 5, 12)] int concurrency, [Values(1, 2, 3)] int seed)
    {
        using DownloadHarness harness = new();
        RandomScript script = new(seed * 7919 + size + window, withFaults: false);
        ScriptedRangeSource source = new(size, script.Next) { OnAsked = span => AssertWithin(span, harness.Taken, window * C) };
        Exception? failure = await harness.ReadAsync(source, Options(window, concurrency));
        Assert.Multiple(() =>
        {
            Assert.That(failure, Is.Null);
            Assert.That(source.Asked.Sum(static span => span.Length), Is.EqualTo(size), "Bytes were asked for twice.");
            Assert.That(source.MostOpenBodies, Is.LessThanOrEqualTo(Math.Min(concurrency, window)));
        });
        harness.AssertNothingIsLeft(source.OpenBodies);
    }

    [Test]
    public async Task Open_RandomFaults_DeliversExactBytesWithinTheWindow(
        [Values(1, C - 1, C, C + 1, (7 * C) + 13)] int size, [Values(1, 2, 3, 5, 8)] int window, [Values(1, 3, 12)] int concurrency, [Range(1, 6)] int seed)
    {
        using DownloadHarness harness = new();
        RandomScript script = new(seed * 104729 + size + window, withFaults: true);
        ScriptedRangeSource source = new(size, script.Next) { OnAsked = span => AssertWithin(span, harness.Taken, window * C) };
        Assert.That(await harness.ReadAsync(source, Options(window, concurrency)), Is.Null);
        harness.AssertNothingIsLeft(source.OpenBodies);
    }

    [Test]
    public async Task Download_RandomFaults_WritesExactBytes(
        [Values(0, 1, C - 1, C, C + 1, (7 * C) + 13)] int size, [Values(1, 3, 12)] int concurrency, [Range(1, 6)] int seed)
    {
        using DownloadHarness harness = new();
        ScriptedRangeSource source = new(size, new RandomScript(seed * 15485863 + size, withFaults: true).Next);
        Assert.That(await harness.DownloadAsync(source, Options(1, concurrency)), Is.Null);
        harness.AssertNothingIsLeft(source.OpenBodies);
    }

    [Test]
    public async Task Open_LargeRangesAndManySlabs_DeliversExactBytes([Range(1, 6)] int seed)
    {
        using DownloadHarness harness = new();
        ScriptedRangeSource source = new(9_000_001, new RandomScript(seed, withFaults: true).Next);
        ParallelRangeDownloaderOptions options = new() { RangeSize = 700_000, Concurrency = 5, Retry = Eager };
        Assert.That(await harness.ReadAsync(source, options, ByteRange.From(17)), Is.Null);
        harness.AssertNothingIsLeft(source.OpenBodies);
    }

    private static RetryOptions Eager => new() { MaxAttempts = 100, BaseDelay = TimeSpan.Zero, MaxDelay = TimeSpan.Zero };

    private static ParallelRangeDownloaderOptions Options(int window, int concurrency) =>
        new() { RangeSize = C, WindowSize = window * C, Concurrency = concurrency, Retry = Eager };

    private static void AssertWithin(ByteSpan span, long taken, long window) =>
        Assert.That(span.End - taken, Is.LessThanOrEqualTo(window), "More was asked for than the window holds.");
}
