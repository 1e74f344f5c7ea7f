using Microsoft.Extensions.Time.Testing;
using Orbit.Storage.Reading;
using Orbit.Storage.Resilience;

namespace Orbit.Storage.Tests.Reading;

public sealed class AdaptiveConcurrencyTests
{
    private readonly FakeTimeProvider _time = new();
    private long _received;

    [Test]
    public void Target_AtFirst_IsWhatIsAllowedUpToThirtyTwo() => Assert.Multiple(() =>
    {
        Assert.That(Adaptive(12).Target, Is.EqualTo(12));
        Assert.That(Adaptive(64).Target, Is.EqualTo(32));
        Assert.That(new AdaptiveConcurrency(Plan(64, isAdaptive: false), isAdaptive: false, _time).Target, Is.EqualTo(64));
    });

    [Test]
    public void OnTime_EachIncreaseBringsMore_GrowsToWhatIsAllowed()
    {
        AdaptiveConcurrency concurrency = Adaptive(60);
        List<int> targets = [];
        for (int i = 0; i < 6; i++)
        {
            Pass(concurrency, concurrency.Target * 1_000_000);
            targets.Add(concurrency.Target);
        }

        Assert.That(targets, Is.EqualTo(new[] { 40, 50, 60, 60, 60, 60 }));
    }

    [Test]
    public void OnTime_MoreBringsNothing_StopsGrowing()
    {
        AdaptiveConcurrency concurrency = Adaptive(64);
        for (int i = 0; i < 10; i++)
        {
            Pass(concurrency, 50_000_000);
        }

        Assert.That(concurrency.Target, Is.EqualTo(40));
    }

    [Test]
    public void OnTime_SlotsAreFree_DoesNotGrow()
    {
        AdaptiveConcurrency concurrency = Adaptive(64);
        Pass(concurrency, 50_000_000, isSaturated: false);
        Assert.That(concurrency.Target, Is.EqualTo(32));
    }

    [Test]
    public void OnTrouble_SeveralAtOnce_HalvesOnceAndNotBelowFour()
    {
        AdaptiveConcurrency concurrency = Adaptive(16);
        concurrency.OnTrouble();
        concurrency.OnTrouble();
        Assert.That(concurrency.Target, Is.EqualTo(8));
        for (int i = 0; i < 5; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1.5));
            concurrency.OnTrouble();
        }

        Assert.That(concurrency.Target, Is.EqualTo(4));
    }

    [Test]
    public void OnTime_AfterTrouble_HoldsForTenSecondsAndThenGrowsAgain()
    {
        AdaptiveConcurrency concurrency = Adaptive(16);
        concurrency.OnTrouble();
        for (int i = 0; i < 4; i++)
        {
            Pass(concurrency, 8_000_000);
            Assert.That(concurrency.Target, Is.EqualTo(8));
        }

        Pass(concurrency, 8_000_000);
        Pass(concurrency, 10_000_000);
        Assert.That(concurrency.Target, Is.GreaterThan(8));
    }

    [Test]
    public void OnTrouble_NotAdaptive_ChangesNothing()
    {
        AdaptiveConcurrency concurrency = new(Plan(64, isAdaptive: false), isAdaptive: false, _time);
        concurrency.OnTrouble();
        Assert.That(concurrency.Target, Is.EqualTo(64));
    }

    private static RangePlan Plan(int most, bool isAdaptive) =>
        new(new ParallelRangeDownloaderOptions { Concurrency = most, AdaptiveConcurrency = isAdaptive }, TransferMemory.Shared, new ByteSpan(0, 1 << 30), 1 << 30);

    private AdaptiveConcurrency Adaptive(int most) => new(Plan(most, isAdaptive: true), isAdaptive: true, _time);

    private void Pass(AdaptiveConcurrency concurrency, long bytes, bool isSaturated = true)
    {
        _time.Advance(TimeSpan.FromSeconds(2));
        concurrency.OnTime(_received += bytes, isSaturated);
    }
}
