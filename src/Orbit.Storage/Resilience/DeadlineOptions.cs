namespace Orbit.Storage.Resilience;

/// <summary>How long silence is borne. Each deadline is above 0 and up to 24 hours, or <see cref="Timeout.InfiniteTimeSpan"/> for none. There is no deadline for a whole body: slow but healthy succeeds, stalled fails with <see cref="StorageErrorKind.Timeout"/>.</summary>
public sealed class DeadlineOptions
{
    /// <summary>Until a connection stands. Default: 10 s.</summary>
    public TimeSpan Connect { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>From a request to the first byte of its answer. Default: 30 s.</summary>
    public TimeSpan FirstByte { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Between two bytes of a body. Default: 30 s.</summary>
    public TimeSpan Idle { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>One try of a single-entry operation or of one page. Default: 60 s.</summary>
    public TimeSpan Operation { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Publishing a written object, which on some stores takes minutes for many parts. Default: 10 minutes.</summary>
    public TimeSpan Complete { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Tidying up after a failed write. Default: 30 s.</summary>
    public TimeSpan Abort { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The slowest body that counts as healthy, in bytes per second over <see cref="ThroughputWindow"/>; 0 for any. Default: 1,024.</summary>
    public long MinimumBytesPerSecond { get; set; } = 1024;

    /// <summary>Over which time the throughput is judged. Default: 30 s.</summary>
    public TimeSpan ThroughputWindow { get; set; } = TimeSpan.FromSeconds(30);

    internal IEnumerable<string> Validate()
    {
        foreach ((string setting, TimeSpan deadline) in new[]
        {
            (nameof(Connect), Connect), (nameof(FirstByte), FirstByte), (nameof(Idle), Idle), (nameof(Operation), Operation), (nameof(Complete), Complete), (nameof(Abort), Abort),
        })
        {
            if (deadline != Timeout.InfiniteTimeSpan && (deadline <= TimeSpan.Zero || deadline > TimeSpan.FromHours(24)))
            {
                yield return $"Deadlines.{setting} is {deadline}; it must be above 0 and up to 24 hours, or -1 ms for none.";
            }
        }

        if (ThroughputWindow <= TimeSpan.Zero || ThroughputWindow > TimeSpan.FromHours(24))
        {
            yield return $"Deadlines.ThroughputWindow is {ThroughputWindow}; it must be above 0 and up to 24 hours.";
        }

        if (MinimumBytesPerSecond < 0)
        {
            yield return $"Deadlines.MinimumBytesPerSecond is {MinimumBytesPerSecond}; it must be at least 0.";
        }
    }
}
