using Orbit.Storage.Reading;
using Orbit.Storage.Resilience;

namespace Orbit.Storage.Tests.Reading;

public sealed class HedgePolicyTests
{
    private const long MB = 1_000_000;

    [Test]
    public void IsSilent_NothingKnownYet_IsPatientForTwoSeconds()
    {
        HedgePolicy policy = new();
        Assert.Multiple(() =>
        {
            Assert.That(policy.IsSilent(Mute(1.9), 0), Is.False);
            Assert.That(policy.IsSilent(Mute(2.1), 0), Is.True);
        });
    }

    [Test]
    public void IsSilent_FirstBytesKnown_WaitsThreeTimesTheirTail()
    {
        HedgePolicy policy = Learned(firstByte: 0.05);
        Assert.Multiple(() =>
        {
            Assert.That(policy.IsSilent(Mute(0.14), 0), Is.False);
            Assert.That(policy.IsSilent(Mute(0.16), 0), Is.True);
        });
    }

    [Test]
    public void IsSilent_AskedInVainBefore_IsMorePatientEachTime()
    {
        HedgePolicy policy = Learned(firstByte: 0.05);
        Assert.Multiple(() =>
        {
            Assert.That(policy.IsSilent(Mute(0.5), 2), Is.False);
            Assert.That(policy.IsSilent(Mute(0.7), 2), Is.True);
        });
    }

    [Test]
    public void IsSilent_PauseInTheBody_IsBorneForHalfASecond()
    {
        HedgePolicy policy = Learned(firstByte: 0.01);
        Assert.Multiple(() =>
        {
            Assert.That(policy.IsSilent(new BodyPace { IsWaiting = true, FirstByteAfter = 0.01, Silence = 0.45, Waited = 9 }, 0), Is.False);
            Assert.That(policy.IsSilent(new BodyPace { IsWaiting = true, FirstByteAfter = 0.01, Silence = 0.55, Waited = 9 }, 0), Is.True);
        });
    }

    [Test]
    public void IsSilent_NobodyReads_IsNot() =>
        Assert.That(Learned(0.05).IsSilent(new BodyPace { IsWaiting = false, Waited = 100 }, 0), Is.False);

    [Test]
    public void Lag_OrdinaryRate_IsNone() => Assert.That(Learned(0.03).Lag(Moving(60 * MB), 8 * MB, sparingly: false), Is.Zero);

    [Test]
    public void Lag_TenthOfTheUsualRate_IsHowMuchLaterItEnds() =>
        Assert.That(Learned(0.03).Lag(Moving(8 * MB), 8 * MB, sparingly: true), Is.EqualTo(1 - 0.13).Within(0.001));

    [Test]
    public void Lag_HalfTheUsualRate_CountsOnlyWhenThereIsPlenty() => Assert.Multiple(() =>
    {
        Assert.That(Learned(0.03).Lag(Moving(35 * MB), 8 * MB, sparingly: false), Is.Positive);
        Assert.That(Learned(0.03).Lag(Moving(35 * MB), 8 * MB, sparingly: true), Is.Zero);
    });

    [Test]
    public void Lag_SeenForAMoment_IsNotJudged() =>
        Assert.That(Learned(0.03).Lag(new BodyPace { BytesPerSecond = MB, Observed = 0.02 }, 8 * MB, sparingly: false), Is.Zero);

    [Test]
    public void Kept_SlowBody_KeepsWhatItMovesUntilAFreshOneHasTheRest()
    {
        HedgePolicy policy = Learned(0.03);
        long kept = policy.Kept(Moving(8 * MB), 8 * MB);
        double slowEnds = kept / (8.0 * MB);
        double freshEnds = 0.03 + ((8 * MB) - kept) / (80.0 * MB);
        Assert.That(slowEnds, Is.EqualTo(freshEnds).Within(0.001));
    }

    [Test]
    public void Gain_LittleLeft_IsNotWorthARequest() => Assert.Multiple(() =>
    {
        Assert.That(Learned(0.03).Gain(Moving(80 * MB), 4 * MB), Is.Zero);
        Assert.That(Learned(0.03).Gain(Moving(80 * MB), 64 * MB), Is.Positive);
    });

    [Test]
    public void Budget_FloorThenShare_AllowsNoMore()
    {
        RequestBudget budget = new(0.03);
        for (int i = 0; i < 8; i++)
        {
            Assert.That(budget.CanSpend);
            budget.Spend();
        }

        Assert.That(budget.CanSpend, Is.False);
        for (int i = 0; i < 34; i++)
        {
            budget.Earn();
        }

        Assert.That(budget.CanSpend);
        budget.Spend();
        Assert.That(budget.CanSpend, Is.False);
    }

    [Test]
    public void Budget_ShareOfZero_AllowsNone()
    {
        RequestBudget budget = new(0);
        budget.Earn();
        Assert.That(budget.CanSpend, Is.False);
    }

    private static BodyPace Mute(double waited) => new() { IsWaiting = true, Waited = waited, Silence = waited };

    private static BodyPace Moving(long rate) => new() { IsWaiting = true, FirstByteAfter = 0.03, Observed = 0.1, BytesPerSecond = rate, MeanBytesPerSecond = rate, Bytes = rate };

    private static HedgePolicy Learned(double firstByte)
    {
        HedgePolicy policy = new();
        for (int i = 0; i < 10; i++)
        {
            policy.LearnFirstByte(new BodyPace { FirstByteAfter = firstByte });
            policy.LearnRate(new BodyPace { Bytes = 8 * MB, MeanBytesPerSecond = 80 * MB });
        }

        return policy;
    }
}
