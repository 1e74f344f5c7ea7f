namespace Orbit.Storage.Resilience;

/// <summary>How long to wait before a further try.</summary>
internal static class RetryBackoff
{
    /// <summary>
    /// Half to one and a half of a mean that doubles with each try. Where that would pass the longest wait, a third to the whole of it, so that
    /// clients that failed together do not come back together.
    /// </summary>
    /// <param name="options">The bounds.</param>
    /// <param name="failedTries">How many tries have failed before the one that failed now.</param>
    /// <param name="random">0 to 1.</param>
    public static TimeSpan Wait(RetryOptions options, int failedTries, double random)
    {
        double longest = Math.Min(options.BaseDelay.Ticks * 1.5 * Math.Pow(2, failedTries), options.MaxDelay.Ticks);
        return TimeSpan.FromTicks((long)(longest * (1 + (2 * random)) / 3));
    }
}
