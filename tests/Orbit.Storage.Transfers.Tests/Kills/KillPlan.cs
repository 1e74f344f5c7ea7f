namespace Orbit.Storage.Transfers.Tests.Kills;

/// <summary>When each run is killed: after a random share of what is still to come, so that all kills together are spread over the whole; some by time, which also meets the start. All follows from a seed.</summary>
internal sealed class KillPlan(int seed, long total, int kills)
{
    private const double ByTime = 0.2;
    private static readonly TimeSpan LongestStart = TimeSpan.FromMilliseconds(800);

    private readonly Random _random = new(seed);

    public int Left => kills - Done;

    public int Done { get; private set; }

    /// <summary>The next moment.</summary>
    /// <param name="soFar">How far all runs together have come.</param>
    /// <returns>How far this run may come, or after which time it ends where that is set.</returns>
    public (long Progress, TimeSpan? Time) Next(long soFar)
    {
        long step = Math.Max(1, 2 * Math.Max(0, total - soFar) / (Left + 1));
        return _random.NextDouble() < ByTime ? (long.MaxValue, _random.NextDouble() * LongestStart) : (_random.NextInt64(1, step + 1), null);
    }

    public void Killed() => Done++;
}
