using Microsoft.Extensions.Time.Testing;
using Orbit.Storage.Reading;

namespace Orbit.Storage.Tests.Reading;

public sealed class SplittingTests
{
    private const long MiB = 1024 * 1024;
    private static readonly Pace Slow = new() { BytesPerSecond = MiB / 8.0, LargestRead = 8192 };
    private readonly FakeTimeProvider _time = new();

    [Test]
    public async Task Open_OneSlowConnection_GivesItsTailToAnotherWithoutADuplicateByte()
    {
        PacedRangeSource source = new(32 * MiB, _time, static (span, _) => span.Offset == 8 * MiB && span.Length == 2 * MiB ? Slow : new Pace());
        using DownloadHarness harness = new() { Time = _time };
        Task<Exception?> reading = harness.ReadAsync(source, Options(4, 0.03));
        TimeSpan elapsed = await source.PassTimeAsync(reading, TimeSpan.FromMinutes(5));
        Assert.Multiple(() =>
        {
            Assert.That(reading.Result, Is.Null);
            Assert.That(source.Asked.Any(static span => span.Offset > 8 * MiB && span.End == 10 * MiB), "No tail was split off.");
            Assert.That(source.Sent, Is.EqualTo(32 * MiB), "Bytes came twice.");
            Assert.That(elapsed, Is.LessThan(TimeSpan.FromSeconds(10)), "The slow range alone takes 16 s.");
        });
        harness.AssertNothingIsLeft(source.OpenBodies);
    }

    [Test]
    public async Task Download_OneSlowConnection_GivesItsTailToAnotherWithoutADuplicateByte()
    {
        PacedRangeSource source = new(32 * MiB, _time, static (span, _) => span.Offset == 8 * MiB && span.Length == 2 * MiB ? Slow : new Pace());
        using DownloadHarness harness = new() { Time = _time };
        Task<Exception?> downloading = harness.DownloadAsync(source, Options(4, 0.03));
        await source.PassTimeAsync(downloading, TimeSpan.FromMinutes(5));
        Assert.Multiple(() =>
        {
            Assert.That(downloading.Result, Is.Null);
            Assert.That(source.Asked.Any(static span => span.Offset > 8 * MiB && span.End == 10 * MiB), "No tail was split off.");
            Assert.That(source.Sent, Is.EqualTo(32 * MiB), "Bytes came twice.");
        });
        harness.AssertNothingIsLeft(source.OpenBodies);
    }

    [Test]
    public async Task Open_FewerRangesLeftThanSlots_SplitsWhatTakesLong()
    {
        PacedRangeSource source = new(64 * MiB, _time, static (_, _) => new Pace());
        using DownloadHarness harness = new() { Time = _time };
        Task<Exception?> reading = harness.ReadAsync(source, new ParallelRangeDownloaderOptions { RangeSize = 8 * MiB, Concurrency = 5, WindowSize = 64 * MiB, ExtraRequests = 1 });
        await source.PassTimeAsync(reading, TimeSpan.FromMinutes(5));
        Assert.Multiple(() =>
        {
            Assert.That(reading.Result, Is.Null);
            Assert.That(source.Asked, Has.Count.GreaterThan(8), "Three ranges are left for five slots, and none was split.");
            Assert.That(source.Sent, Is.EqualTo(64 * MiB));
            Assert.That(source.MostOpenBodies, Is.LessThanOrEqualTo(5));
        });
        harness.AssertNothingIsLeft(source.OpenBodies);
    }

    [Test]
    public async Task Open_NoExtraRequestsAllowed_SplitsNothing()
    {
        PacedRangeSource source = new(16 * MiB, _time, static (span, _) => span.Offset == 0 ? Slow : new Pace()) { Step = TimeSpan.FromMilliseconds(50) };
        using DownloadHarness harness = new() { Time = _time };
        Task<Exception?> reading = harness.ReadAsync(source, Options(4, 0));
        await source.PassTimeAsync(reading, TimeSpan.FromMinutes(5));
        Assert.That(source.Asked, Has.Count.EqualTo(8));
    }

    [Test]
    public async Task Open_AllConnectionsAlikeSlow_SplitsNothing()
    {
        PacedRangeSource source = new(8 * MiB, _time, static (_, _) => Slow) { Step = TimeSpan.FromMilliseconds(50) };
        using DownloadHarness harness = new() { Time = _time };
        Task<Exception?> reading = harness.ReadAsync(source, Options(4, 0.03));
        await source.PassTimeAsync(reading, TimeSpan.FromMinutes(5));
        Assert.That(source.Asked, Has.Count.EqualTo(4));
    }

    private static ParallelRangeDownloaderOptions Options(int concurrency, double extraRequests) =>
        new() { RangeSize = 2 * MiB, Concurrency = concurrency, WindowSize = 4 * MiB * concurrency, ExtraRequests = extraRequests };
}
