using System.Threading.RateLimiting;

namespace Orbit.Storage.Decorators;

/// <summary>Takes a permit of a rate limiter for each byte, in amounts that the limiter admits at once.</summary>
internal sealed class ByteMeter(RateLimiter limiter, int amount)
{
    private int _amount = amount;

    public bool TryPay(long bytes)
    {
        using RateLimitLease? lease = bytes <= _amount ? Attempt((int)bytes) : null;
        return lease is { IsAcquired: true };
    }

    public async ValueTask PayAsync(long bytes, CancellationToken cancellationToken)
    {
        while (bytes > 0)
        {
            int part = (int)Math.Min(bytes, _amount);
            try
            {
                using RateLimitLease lease = await limiter.AcquireAsync(part, cancellationToken).ConfigureAwait(false);
                if (!lease.IsAcquired)
                {
                    throw new StorageException(StorageErrorKind.RateLimited, "The bandwidth limiter refused to let the transfer wait; give it a longer queue (QueueLimit).");
                }

                bytes -= part;
            }
            catch (ArgumentOutOfRangeException) when (_amount > 1)
            {
                // More than this limiter can ever admit at once, and its limit cannot be asked for.
                _amount /= 2;
            }
        }
    }

    private RateLimitLease? Attempt(int bytes)
    {
        try
        {
            return limiter.AttemptAcquire(bytes);
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }
}
