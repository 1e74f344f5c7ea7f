using Microsoft.Extensions.Time.Testing;
using Orbit.Storage.Resilience;

namespace Orbit.Storage.Tests.Resilience;

public class BodyWatchTests
{
    private static readonly DeadlineOptions Deadlines = new()
    {
        FirstByte = TimeSpan.FromSeconds(5),
        Idle = TimeSpan.FromSeconds(3),
        MinimumBytesPerSecond = 1000,
        ThroughputWindow = TimeSpan.FromSeconds(10),
    };

    private readonly FakeTimeProvider _time = new();

    [Test]
    public void FindFault_NoByteWithinTheFirstByteDeadline_IsAFault()
    {
        BodyWatch watch = new(Deadlines, _time);
        watch.BeginWait();
        Pass(3);
        watch.EndWait(0);
        watch.BeginWait();
        Pass(1.9);
        Assert.That(watch.FindFault(), Is.Null);
        Pass(0.1);
        Assert.That(watch.FindFault(), Does.Contain("no first byte"));
    }

    [Test]
    public void FindFault_SilenceInTheBody_IsAFaultAfterTheIdleDeadline()
    {
        BodyWatch watch = Receiving(10_000);
        watch.BeginWait();
        Pass(2.9);
        Assert.That(watch.FindFault(), Is.Null);
        Pass(0.1);
        Assert.That(watch.FindFault(), Does.Contain("no byte for 3 s"));
    }

    [Test]
    public void FindFault_ConsumerAwayForHours_IsNoFault()
    {
        BodyWatch watch = Receiving(10_000);
        Pass(3600);
        Assert.That(watch.FindFault(), Is.Null);
        Assert.That(watch.Pace().IsWaiting, Is.False);
    }

    [Test]
    public void FindFault_Trickle_IsAFaultOfTheThroughputAlone()
    {
        BodyWatch watch = Receiving(10_000);
        string? fault = null;
        for (int i = 0; i < 10; i++)
        {
            Assert.That(fault, Is.Null);
            Receive(watch, 1, 1);
            fault = watch.FindFault();
        }

        Assert.That(fault, Does.Contain("bytes per second"));
    }

    [Test]
    public void FindFault_SlowButAboveTheMinimum_IsNone()
    {
        BodyWatch watch = Receiving(10_000);
        for (int i = 0; i < 100; i++)
        {
            Receive(watch, 1, 1001);
            Assert.That(watch.FindFault(), Is.Null);
        }
    }

    [Test]
    public void FindFault_GoodBeginningThenTrickle_IsAFaultInTheWindowAfter()
    {
        BodyWatch watch = Receiving(100_000_000);
        for (int i = 0; i < 10; i++)
        {
            Receive(watch, 1, 10_000);
            Assert.That(watch.FindFault(), Is.Null);
        }

        string? fault = null;
        for (int i = 0; i < 20 && fault is null; i++)
        {
            Receive(watch, 1, 1);
            fault = watch.FindFault();
        }

        Assert.That(fault, Is.Not.Null, "What came long ago must not pay for what does not come now.");
    }

    [Test]
    public void FindFault_EveryDeadlineInfinite_IsNone()
    {
        BodyWatch watch = new(new DeadlineOptions { FirstByte = Timeout.InfiniteTimeSpan, Idle = Timeout.InfiniteTimeSpan, ThroughputWindow = Timeout.InfiniteTimeSpan }, _time);
        watch.BeginWait();
        Pass(1e6);
        Assert.That(watch.FindFault(), Is.Null);
        watch.EndWait(1);
        watch.BeginWait();
        Pass(1e6);
        Assert.That(watch.FindFault(), Is.Null);
    }

    [Test]
    public void Pace_RateThatFell_IsThePresentOne()
    {
        BodyWatch watch = Receiving(1000);
        for (int i = 0; i < 10; i++)
        {
            Receive(watch, 0.25, 25_000);
        }

        Assert.That(watch.Pace().BytesPerSecond, Is.EqualTo(100_000).Within(1).Percent);
        for (int i = 0; i < 8; i++)
        {
            Receive(watch, 0.25, 250);
        }

        Assert.That(watch.Pace().BytesPerSecond, Is.EqualTo(1000).Within(1).Percent);
        Assert.That(watch.Pace().MeanBytesPerSecond, Is.GreaterThan(50_000));
    }

    private BodyWatch Receiving(int first)
    {
        BodyWatch watch = new(Deadlines, _time);
        watch.BeginWait();
        Pass(0.03);
        Assert.That(watch.EndWait(first), Is.True);
        return watch;
    }

    private void Receive(BodyWatch watch, double seconds, int bytes)
    {
        watch.BeginWait();
        Pass(seconds);
        Assert.That(watch.EndWait(bytes), Is.False);
    }

    private void Pass(double seconds) => _time.Advance(TimeSpan.FromSeconds(seconds));
}
