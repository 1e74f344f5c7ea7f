using Microsoft.Extensions.Time.Testing;
using Orbit.Storage.Reading;

namespace Orbit.Storage.Tests.Reading;

public sealed class ReaskingTests
{
    private const long MiB = 1024 * 1024;
    private static readonly Pace Mute = new() { FirstByte = Timeout.InfiniteTimeSpan };
    private readonly FakeTimeProvider _time = new();

    [Test]
    public async Task Open_NoAnswerToOneRequest_AsksAgainLongBeforeAnyDeadline()
    {
        PacedRangeSource source = new(16 * MiB, _time, static (span, index) => span.Offset == 8 * MiB && index < 10 ? Mute : new Pace());
        using DownloadHarness harness = new() { Time = _time };
        Task<Exception?> reading = harness.ReadAsync(source, Options(0.03));
        TimeSpan elapsed = await source.PassTimeAsync(reading, TimeSpan.FromMinutes(5));
        Assert.Multiple(() =>
        {
            Assert.That(reading.Result, Is.Null);
            Assert.That(source.Asked.Count(static span => span.Offset == 8 * MiB), Is.GreaterThan(1));
            Assert.That(source.Sent, Is.EqualTo(16 * MiB));
            Assert.That(elapsed, Is.LessThan(TimeSpan.FromSeconds(20)), "A deadline, of 30 s, must not be what ended the silence.");
        });
        harness.AssertNothingIsLeft(source.OpenBodies);
    }

    [Test]
    public async Task Download_BodyFallsSilent_AsksForTheRestAlone()
    {
        bool hasStalled = false;
        PacedRangeSource source = new(16 * MiB, _time, (span, _) =>
        {
            bool stalls = span.Offset == 8 * MiB && !hasStalled;
            hasStalled |= stalls;
            return stalls ? new Pace { StallsAfter = 512 * 1024 } : new Pace();
        });
        using DownloadHarness harness = new() { Time = _time };
        Task<Exception?> downloading = harness.DownloadAsync(source, Options(0.03));
        TimeSpan elapsed = await source.PassTimeAsync(downloading, TimeSpan.FromMinutes(5));
        Assert.Multiple(() =>
        {
            Assert.That(downloading.Result, Is.Null);
            Assert.That(source.Asked.Any(static span => span.Offset == (8 * MiB) + (512 * 1024)), "The rest was not asked for.");
            Assert.That(source.Sent, Is.EqualTo(16 * MiB), "Bytes came twice.");
            Assert.That(elapsed, Is.LessThan(TimeSpan.FromSeconds(20)));
        });
        harness.AssertNothingIsLeft(source.OpenBodies);
    }

    [Test]
    public async Task Open_StoreMuteForAWhile_AsksAgainNoMoreOftenThanTheBudgetAllows()
    {
        DateTimeOffset recovery = _time.GetUtcNow() + TimeSpan.FromSeconds(20);
        PacedRangeSource source = new(20 * MiB, _time, (span, _) => span.Offset >= 10 * MiB && _time.GetUtcNow() < recovery ? Mute : new Pace()) { Step = TimeSpan.FromMilliseconds(50) };
        using DownloadHarness harness = new() { Time = _time };
        ParallelRangeDownloaderOptions options = new() { RangeSize = MiB, Concurrency = 8, WindowSize = 16 * MiB, Deadlines = new() { FirstByte = TimeSpan.FromSeconds(30) } };
        Task<Exception?> reading = harness.ReadAsync(source, options);
        await source.PassTimeAsync(reading, TimeSpan.FromMinutes(5));

        // Eight slots are mute, and each would ask about eight times. The budget has eight requests; a deadline's repetition is none of it.
        int repeated = source.Asked.Count - 20;
        Assert.Multiple(() =>
        {
            Assert.That(reading.Result, Is.Null);
            Assert.That(repeated, Is.InRange(8, 8 + 8));
            Assert.That(source.Sent, Is.EqualTo(20 * MiB));
        });
        harness.AssertNothingIsLeft(source.OpenBodies);
    }

    private static ParallelRangeDownloaderOptions Options(double extraRequests) =>
        new() { RangeSize = MiB, Concurrency = 4, WindowSize = 8 * MiB, ExtraRequests = extraRequests };
}
