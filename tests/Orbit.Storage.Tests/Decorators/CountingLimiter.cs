using System.Threading.RateLimiting;

namespace Orbit.Storage.Tests.Decorators;

/// <summary>Counts permits, and admits no more than so many at once and in all.</summary>
internal sealed class CountingLimiter(int atOnce, long inAll = long.MaxValue) : RateLimiter
{
    private long _taken;
    private long _inAll = inAll;

    public long Taken => Interlocked.Read(ref _taken);

    public override TimeSpan? IdleDuration => null;

    /// <summary>Admits more in all. Whoever waits already goes on waiting.</summary>
    public void Admit(long more) => Interlocked.Add(ref _inAll, more);

    public override RateLimiterStatistics? GetStatistics() => null;

    protected override RateLimitLease AttemptAcquireCore(int permitCount) => Take(permitCount) ? new Lease(true) : new Lease(false);

    protected override async ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken)
    {
        if (!Take(permitCount))
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        return new Lease(true);
    }

    private bool Take(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, atOnce);
        if (Interlocked.Add(ref _taken, count) <= Interlocked.Read(ref _inAll))
        {
            return true;
        }

        Interlocked.Add(ref _taken, -count);
        return false;
    }

    private sealed class Lease(bool isAcquired) : RateLimitLease
    {
        public override bool IsAcquired => isAcquired;

        public override IEnumerable<string> MetadataNames => [];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = null;
            return false;
        }
    }
}
