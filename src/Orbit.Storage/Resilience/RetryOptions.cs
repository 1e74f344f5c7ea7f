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
}
