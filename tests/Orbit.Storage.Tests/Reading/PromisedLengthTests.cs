using Orbit.Storage.Reading;

namespace Orbit.Storage.Tests.Reading;

public sealed class PromisedLengthTests
{
    private const int C = 1000;
    private static readonly ParallelRangeDownloaderOptions Options =
        new() { RangeSize = C, Concurrency = 3, Retry = new() { BaseDelay = TimeSpan.Zero, MaxDelay = TimeSpan.Zero } };

    [Test]
    public async Task Open_ObjectEndsBeforeItsSize_FailsWithLengthMismatchBehindTheBytesThereAre([Values(0, 1, 1500, 2999)] int length)
    {
        using DownloadHarness harness = new();
        ScriptedRangeSource source = new(3 * C, (span, _) => new BodyScript { EndsAfter = Math.Clamp(length - span.Offset, 0, span.Length) });
        StorageException? failure = await harness.ReadAsync(source, Options) as StorageException;
        Assert.Multiple(() =>
        {
            Assert.That(failure?.Kind, Is.EqualTo(StorageErrorKind.LengthMismatch));
            Assert.That(harness.Taken, Is.EqualTo(length));
            Assert.That(source.Asked, Has.Count.LessThanOrEqualTo(9), "It must not ask for ever.");
        });
        harness.AssertNothingIsLeft(source.OpenBodies);
    }

    [Test]
    public async Task Open_BodyEndsEarlyOnce_AsksForTheRest()
    {
        using DownloadHarness harness = new();
        ScriptedRangeSource source = new(C, static (_, index) => new BodyScript { EndsAfter = index == 0 ? 10 : null });
        Assert.That(await harness.ReadAsync(source, Options), Is.Null);
        Assert.That(source.Asked, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Open_BodyLongerThanItsRange_FailsAndDeliversNoExtraByte()
    {
        using DownloadHarness harness = new();
        ScriptedRangeSource source = new(3 * C, static (span, _) => new BodyScript { Surplus = span.Offset == C ? 1 : 0 });
        StorageException? failure = await harness.ReadAsync(source, Options) as StorageException;
        Assert.Multiple(() =>
        {
            Assert.That(failure?.Kind, Is.EqualTo(StorageErrorKind.LengthMismatch));
            Assert.That(harness.Taken, Is.LessThanOrEqualTo(2 * C));
        });
        harness.AssertNothingIsLeft(source.OpenBodies);
    }
}
