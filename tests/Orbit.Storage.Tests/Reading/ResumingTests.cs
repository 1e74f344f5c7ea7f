using Orbit.Storage.Reading;

namespace Orbit.Storage.Tests.Reading;

public sealed class ResumingTests
{
    private const long MiB = 1024 * 1024;
    private static readonly ParallelRangeDownloaderOptions Options =
        new() { RangeSize = 8 * MiB, Concurrency = 1, Retry = new() { MaxAttempts = 3, BaseDelay = TimeSpan.Zero, MaxDelay = TimeSpan.Zero } };

    [Test]
    public async Task Open_BodyBreaks_AsksForTheRestFromTheByteReached()
    {
        using DownloadHarness harness = new();
        ScriptedRangeSource source = new(10_000, static (_, index) => new BodyScript { BreaksAfter = index == 0 ? 1234 : null });
        Assert.That(await harness.ReadAsync(source, Options), Is.Null);
        Assert.That(source.Asked, Is.EqualTo(new[] { new ByteSpan(0, 10_000), new ByteSpan(1234, 8766) }));
    }

    [Test]
    public async Task Open_SeveralBreaksWithRefusalsBetween_DeliversExactBytes()
    {
        using DownloadHarness harness = new();
        ScriptedRangeSource source = new(5 * MiB, static (_, index) => index < 6
            ? index % 2 == 0 ? new BodyScript { BreaksAfter = MiB / 2 } : new BodyScript { Refusal = new StorageException(StorageErrorKind.Busy, "502.") }
            : new BodyScript());
        Exception? failure = await harness.ReadAsync(source, new ParallelRangeDownloaderOptions { Concurrency = 1, Retry = new() { MaxAttempts = 7, BaseDelay = TimeSpan.Zero, MaxDelay = TimeSpan.Zero } });
        Assert.That(failure, Is.Null);
        Assert.That(source.Asked, Has.Count.EqualTo(7));
    }

    [Test]
    public async Task Open_BreaksAfterEachMebibyte_CountsAttemptsAnewEachTime()
    {
        using DownloadHarness harness = new();
        ScriptedRangeSource source = new(8 * MiB, static (_, _) => new BodyScript { BreaksAfter = MiB });
        Assert.That(await harness.ReadAsync(source, Options), Is.Null);
        Assert.That(source.Asked, Has.Count.EqualTo(8));
    }

    [Test]
    public async Task Open_BreaksWithLittleProgressEachTime_GivesUpAfterTheAttemptsAllowed()
    {
        using DownloadHarness harness = new();
        ScriptedRangeSource source = new(8 * MiB, static (_, _) => new BodyScript { BreaksAfter = 1000 });
        StorageException? failure = await harness.ReadAsync(source, Options) as StorageException;
        Assert.Multiple(() =>
        {
            Assert.That(failure?.Kind, Is.EqualTo(StorageErrorKind.Network));
            Assert.That(failure?.Attempts, Is.EqualTo(3));
            Assert.That(harness.Taken, Is.EqualTo(3000));
        });
    }

    [Test]
    public async Task Open_BreaksBehindTheLastByte_Succeeds()
    {
        using DownloadHarness harness = new();
        ScriptedRangeSource source = new(10_000, static (span, _) => new BodyScript { BreaksAfter = span.Length });
        Assert.That(await harness.ReadAsync(source, Options), Is.Null);
        Assert.That(source.Asked, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Open_ChecksumOfTheTransportFailsBehindTheLastByte_Fails()
    {
        using DownloadHarness harness = new();
        ScriptedRangeSource source = new(10_000, static (span, _) => new BodyScript { BreaksAfter = span.Length, Failure = new StorageException(StorageErrorKind.ChecksumMismatch, "corrupt.") });
        StorageException? failure = await harness.ReadAsync(source, Options) as StorageException;
        Assert.That(failure?.Kind, Is.EqualTo(StorageErrorKind.ChecksumMismatch));
    }
}
