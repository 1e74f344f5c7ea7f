using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Orbit.Storage.Diagnostics;

namespace Orbit.Storage.Tests.Diagnostics;

public sealed class ProgressMeterTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly RecordingProgress _progress = new();

    [Test]
    public void Start_NobodyWatches_NoMeter() =>
        Assert.That(ProgressMeter.Start(null, 10, _time, NullLogger.Instance), Is.Null);

    [Test]
    public void Add_ManyTimesWithinASecond_ReportsAtMostTenTimes()
    {
        ProgressMeter meter = Start(null);
        for (int i = 0; i < 1000; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            meter.Add(1);
        }

        Assert.That(_progress.Reports, Has.Count.EqualTo(10));
        Assert.That(_progress.Reports[^1].BytesTransferred, Is.EqualTo(1000));
    }

    [Test]
    public void Complete_BetweenTwoReports_ReportsTheLastBytesOnce()
    {
        ProgressMeter meter = Start(null);
        meter.Add(7);
        meter.Complete();
        meter.Complete();

        Assert.That(_progress.Reports, Is.EqualTo(new[] { new TransferProgress(7, 7, 0) }));
    }

    [Test]
    public void Add_SteadyRate_ReportsThatRateAndTotal()
    {
        ProgressMeter meter = Start(1_000_000);
        for (int i = 0; i < 20; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            meter.Add(100);
        }

        Assert.That(_progress.Reports, Has.All.Matches<TransferProgress>(report => report.TotalBytes == 1_000_000 && Math.Abs(report.BytesPerSecond - 1000) < 1e-6));
    }

    [Test]
    public void Add_RateChanges_ReportedRateFollowsWithinSeconds()
    {
        ProgressMeter meter = Start(null);
        Run(meter, seconds: 10, bytesPerTenth: 100);
        Run(meter, seconds: 1, bytesPerTenth: 10);
        double soon = _progress.Reports[^1].BytesPerSecond;
        Run(meter, seconds: 15, bytesPerTenth: 10);
        double later = _progress.Reports[^1].BytesPerSecond;

        Assert.That(soon, Is.InRange(500, 900));
        Assert.That(later, Is.InRange(99, 120));
    }

    [Test]
    public void Add_ReceiverThrows_TransferGoesOnWithoutIt()
    {
        int calls = 0;
        ProgressMeter meter = ProgressMeter.Start(new ThrowingProgress(() => calls++), 10, _time, NullLogger.Instance)!;
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.That(() => meter.Add(1), Throws.Nothing);
        _time.Advance(TimeSpan.FromSeconds(1));
        meter.Add(1);
        meter.Complete();

        Assert.That(calls, Is.EqualTo(1));
    }

    [Test]
    public async Task Add_FromManyThreads_CountsEachByteAndNeverGoesBack()
    {
        ProgressMeter meter = ProgressMeter.Start(_progress, null, TimeProvider.System, NullLogger.Instance)!;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (int i = 0; i < 100_000; i++)
            {
                meter.Add(3);
            }
        })));
        meter.Complete();

        Assert.That(_progress.Reports[^1].BytesTransferred, Is.EqualTo(8 * 100_000 * 3));
        Assert.That(_progress.Reports.Select(report => report.BytesTransferred), Is.Ordered);
    }

    private ProgressMeter Start(long? total) => ProgressMeter.Start(_progress, total, _time, NullLogger.Instance)!;

    private void Run(ProgressMeter meter, int seconds, int bytesPerTenth)
    {
        for (int i = 0; i < seconds * 10; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            meter.Add(bytesPerTenth);
        }
    }

    private sealed class RecordingProgress : IProgress<TransferProgress>
    {
        public List<TransferProgress> Reports { get; } = [];

        public void Report(TransferProgress value) => Reports.Add(value);
    }

    private sealed class ThrowingProgress(Action onCall) : IProgress<TransferProgress>
    {
        public void Report(TransferProgress value)
        {
            onCall();
            throw new InvalidOperationException("a fault in a display");
        }
    }
}
