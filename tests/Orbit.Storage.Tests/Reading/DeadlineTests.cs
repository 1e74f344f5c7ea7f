using Microsoft.Extensions.Time.Testing;
using Orbit.Storage.Reading;

namespace Orbit.Storage.Tests.Reading;

public sealed class DeadlineTests
{
    private const long MiB = 1024 * 1024;
    private readonly FakeTimeProvider _time = new();

    [Test]
    public async Task Open_ServerNeverAnswers_FailsWithTimeoutAfterTheAttemptsAllowed()
    {
        PacedRangeSource source = new(MiB, _time, static (_, _) => new Pace { FirstByte = Timeout.InfiniteTimeSpan }) { Step = TimeSpan.FromMilliseconds(250) };
        StorageException failure = await FailAsync(source);
        Assert.Multiple(() =>
        {
            Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.Timeout));
            Assert.That(failure.IsTransient);
            Assert.That(failure.Attempts, Is.EqualTo(3));
            Assert.That(source.Asked, Has.Count.EqualTo(3));
            Assert.That(failure.Message, Does.Contain("no first byte"));
        });
    }

    [Test]
    public async Task Open_BodyFallsSilent_FailsWithTimeout()
    {
        PacedRangeSource source = new(MiB, _time, static (_, _) => new Pace { StallsAfter = 0 }) { Step = TimeSpan.FromMilliseconds(250) };
        StorageException failure = await FailAsync(source);
        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.Timeout));
    }

    [Test]
    public async Task Open_BodyTrickles_FailsByTheThroughputRuleAlone()
    {
        PacedRangeSource source = new(MiB, _time, static (_, _) => new Pace { BytesPerSecond = 1, LargestRead = 1 }) { Step = TimeSpan.FromMilliseconds(250) };
        StorageException failure = await FailAsync(source);
        Assert.Multiple(() =>
        {
            Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.Timeout));
            Assert.That(failure.Message, Does.Contain("bytes per second"));
        });
    }

    [Test]
    public async Task Open_SlowButHealthyForHours_Succeeds()
    {
        PacedRangeSource source = new(MiB, _time, static (_, _) => new Pace { BytesPerSecond = 4096, LargestRead = 8192 }) { Step = TimeSpan.FromSeconds(1) };
        using DownloadHarness harness = new() { Time = _time };
        Task<Exception?> reading = harness.ReadAsync(source, new ParallelRangeDownloaderOptions { RangeSize = MiB });
        TimeSpan elapsed = await source.PassTimeAsync(reading, TimeSpan.FromHours(1));
        Assert.Multiple(() =>
        {
            Assert.That(reading.Result, Is.Null);
            Assert.That(elapsed, Is.GreaterThan(TimeSpan.FromMinutes(3)));
        });
    }

    private async Task<StorageException> FailAsync(PacedRangeSource source)
    {
        using DownloadHarness harness = new() { Time = _time };
        Task<Exception?> reading = harness.ReadAsync(source, new ParallelRangeDownloaderOptions
        {
            RangeSize = MiB,
            ExtraRequests = 0,
            Retry = new() { MaxAttempts = 3, BaseDelay = TimeSpan.FromMilliseconds(10) },
            Deadlines = new() { FirstByte = TimeSpan.FromSeconds(2), Idle = TimeSpan.FromSeconds(3), ThroughputWindow = TimeSpan.FromSeconds(4) },
        });
        await source.PassTimeAsync(reading, TimeSpan.FromMinutes(10));
        harness.AssertNothingIsLeft(source.OpenBodies);
        return (StorageException)reading.Result!;
    }
}
