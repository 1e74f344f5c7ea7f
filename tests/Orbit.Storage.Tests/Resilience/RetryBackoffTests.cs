using Orbit.Storage.Resilience;

namespace Orbit.Storage.Tests.Resilience;

public class RetryBackoffTests
{
    private static readonly RetryOptions Options = new() { BaseDelay = TimeSpan.FromMilliseconds(100), MaxDelay = TimeSpan.FromSeconds(20) };

    [Test]
    public void Wait_AnyTry_LiesBetweenHalfAndOneAndAHalfOfItsMean([Range(0, 6)] int failedTries, [Values(0, 0.25, 0.5, 0.999)] double random)
    {
        double mean = 100 * Math.Pow(2, failedTries);

        double wait = RetryBackoff.Wait(Options, failedTries, random).TotalMilliseconds;

        Assert.That(wait, Is.InRange(mean * 0.5, mean * 1.5));
        Assert.That(wait, Is.EqualTo(mean * (0.5 + random)).Within(0.001));
    }

    [Test]
    public void Wait_ManyTries_StaysBetweenAThirdAndTheWholeOfTheLongest([Values(8, 20, 99)] int failedTries, [Values(0, 0.5, 0.999)] double random) =>
        Assert.That(RetryBackoff.Wait(Options, failedTries, random), Is.InRange(TimeSpan.FromSeconds(6.666), TimeSpan.FromSeconds(20)));

    [Test]
    public void Wait_ZeroDelay_IsZero() =>
        Assert.That(RetryBackoff.Wait(new RetryOptions { BaseDelay = TimeSpan.Zero, MaxDelay = TimeSpan.FromSeconds(1) }, 5, 0.9), Is.EqualTo(TimeSpan.Zero));
}
