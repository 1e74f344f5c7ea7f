using System.Runtime.CompilerServices;
using System.Threading.RateLimiting;

namespace Orbit.Storage.Decorators;

/// <summary>So many calls at once; the others wait in the order in which they came.</summary>
internal sealed class CallLimit(int limit) : IDisposable
{
    private readonly ConcurrencyLimiter _limiter = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = limit,
        QueueLimit = int.MaxValue,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>Waits for a turn.</summary>
    /// <returns>The turn; disposing it lets the next one in.</returns>
    /// <exception cref="ObjectDisposedException">The backend was disposed, also while the call waited.</exception>
    public async ValueTask<RateLimitLease> EnterAsync(CancellationToken cancellationToken)
    {
        RateLimitLease lease = await _limiter.AcquireAsync(1, cancellationToken).ConfigureAwait(false);
        ObjectDisposedException.ThrowIf(!lease.IsAcquired, typeof(IStorageBackend));
        return lease;
    }

    /// <summary>Lets nobody else in. Calls under way come to their own end.</summary>
    public void Dispose() => _limiter.Dispose();

    public async Task<TResult> RunAsync<TResult>(Func<Task<TResult>> call, CancellationToken cancellationToken)
    {
        using RateLimitLease lease = await EnterAsync(cancellationToken).ConfigureAwait(false);
        return await call().ConfigureAwait(false);
    }

    public async Task RunAsync(Func<Task> call, CancellationToken cancellationToken)
    {
        using RateLimitLease lease = await EnterAsync(cancellationToken).ConfigureAwait(false);
        await call().ConfigureAwait(false);
    }

    /// <summary>A sequence counts while it is being advanced, so that whoever makes calls between two of its items does not wait for itself.</summary>
    public async IAsyncEnumerable<T> EnumerateAsync<T>(IAsyncEnumerable<T> items, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IAsyncEnumerator<T> enumerator = items.GetAsyncEnumerator(cancellationToken);
        await using (enumerator.ConfigureAwait(false))
        {
            while (true)
            {
                using (await EnterAsync(cancellationToken).ConfigureAwait(false))
                {
                    if (!await enumerator.MoveNextAsync().ConfigureAwait(false))
                    {
                        yield break;
                    }
                }

                yield return enumerator.Current;
            }
        }
    }
}
