using Microsoft.Extensions.Time.Testing;
using Orbit.Storage.Resilience;
using Orbit.Storage.Writing;

namespace Orbit.Storage.Tests.Writing;

public sealed class StallDetectorTests
{
    private readonly FakeTimeProvider _time = new();

    [Test]
    public void Judge_NothingReadYet_HasTheTimeOfTheSlowestHealthyTransport()
    {
        StallDetector detector = Create(10 * 1024);

        Assert.That(StallAfter(detector, TimeSpan.FromSeconds(39.9)), Is.Null);
        Assert.That(StallAfter(detector, TimeSpan.FromSeconds(0.1)), Is.Not.Null, "30 s for the answer and 10 KiB at 1 KiB/s");
    }

    [Test]
    public void Judge_NothingReadAndAnySpeedIsHealthy_NeverStalls()
    {
        StallDetector detector = Create(100, new DeadlineOptions { MinimumBytesPerSecond = 0 });

        Assert.That(StallAfter(detector, TimeSpan.FromDays(100)), Is.Null);
    }

    [Test]
    public void Judge_ReadingPauses_StallsAfterIdle()
    {
        StallDetector detector = Create(1 << 20);
        detector.OnRead(1 << 19, isAtEnd: false);

        Assert.That(StallAfter(detector, TimeSpan.FromSeconds(29)), Is.Null);
        Assert.That(StallAfter(detector, TimeSpan.FromSeconds(1)), Does.Contain("took no byte"));
    }

    [Test]
    public void Judge_AllRead_AnswerHasItsOwnDeadline()
    {
        StallDetector detector = Create(1 << 20, new DeadlineOptions { Idle = TimeSpan.FromSeconds(1), FirstByte = TimeSpan.FromSeconds(9) });
        detector.OnRead(1 << 20, isAtEnd: true);

        Assert.That(StallAfter(detector, TimeSpan.FromSeconds(8)), Is.Null);
        Assert.That(StallAfter(detector, TimeSpan.FromSeconds(1)), Does.Contain("no answer"));
    }

    [Test]
    public void Judge_RewoundAfterTheEnd_IdleCountsAgain()
    {
        StallDetector detector = Create(1 << 20, new DeadlineOptions { Idle = TimeSpan.FromSeconds(60) });
        detector.OnRead(1 << 20, isAtEnd: true);
        detector.OnRead(1 << 19, isAtEnd: false);

        Assert.That(StallAfter(detector, TimeSpan.FromSeconds(31)), Is.Null);
    }

    [Test]
    public void Judge_OneByteASecond_StallsByThroughput()
    {
        StallDetector detector = Create(1 << 20);
        string? stall = null;
        int seconds = 0;
        for (; stall is null && seconds < 100; seconds++)
        {
            detector.OnRead(1, isAtEnd: false);
            stall = StallAfter(detector, TimeSpan.FromSeconds(1));
        }

        Assert.That(stall, Does.Contain("1024 bytes per second"));
        Assert.That(seconds, Is.EqualTo(30));
    }

    [Test]
    public void Judge_SlowButHealthyForHours_NeverStalls()
    {
        StallDetector detector = Create(1 << 30);
        for (int i = 0; i < 10_000; i++)
        {
            detector.OnRead(1100, isAtEnd: false);
            Assert.That(StallAfter(detector, TimeSpan.FromSeconds(1)), Is.Null);
        }
    }

    private StallDetector Create(long length, DeadlineOptions? deadlines = null) => new(length, deadlines ?? new DeadlineOptions(), _time);

    private string? StallAfter(StallDetector detector, TimeSpan passed)
    {
        _time.Advance(passed);
        TimeSpan rest = detector.Judge(out string? stall);
        Assert.That(stall is not null || rest > TimeSpan.Zero, "judged again at a later time");
        return stall;
    }
}
