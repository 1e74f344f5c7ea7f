namespace Orbit.Storage.Resilience;

/// <summary>How often and how long a unit of work (a part, a range, a page, a single-entry operation) is tried.</summary>
public sealed class RetryOptions
{
    /// <summary>How many tries in all; 1 to 100, 1 means none is repeated. Default: 5.</summary>
    public int MaxAttempts { get; set; } = 5;

    /// <summary>The mean wait before the second try; it doubles for each further one, with jitter. 0 to 1 minute. Default: 100 ms.</summary>
    public TimeSpan BaseDelay { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest wait, unless the server asks for a longer one (Retry-After). Up to 10 minutes. Default: 20 s.</summary>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>After how much time no further try is begun; a wait that would pass it is not begun either. Default: 2 minutes.</summary>
    public TimeSpan MaxElapsed { get; set; } = TimeSpan.FromMinutes(2);

    internal IEnumerable<string> Validate()
    {
        if (MaxAttempts is < 1 or > 100)
        {
            yield return $"Retry.MaxAttempts is {MaxAttempts}; it must be 1 to 100.";
        }

        if (BaseDelay < TimeSpan.Zero || BaseDelay > TimeSpan.FromMinutes(1))
        {
            yield return $"Retry.BaseDelay is {BaseDelay}; it must be 0 to 1 minute.";
        }

        if (MaxDelay < BaseDelay || MaxDelay > TimeSpan.FromMinutes(10))
        {
            yield return $"Retry.MaxDelay is {MaxDelay}; it must be Retry.BaseDelay to 10 minutes.";
        }

        if (MaxElapsed < TimeSpan.Zero)
        {
            yield return $"Retry.MaxElapsed is {MaxElapsed}; it must be at least 0.";
        }
    }
}
