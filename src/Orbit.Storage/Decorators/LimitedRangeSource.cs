using System.Threading.RateLimiting;
using Orbit.Storage.Reading;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Decorators;

/// <summary>Counts each range from its request to its end as a call.</summary>
internal sealed class LimitedRangeSource(IRangeSource inner, CallLimit reads, int limit) : DelegatingRangeSource(inner)
{
    public override async Task<IRangeBody> OpenAsync(ByteSpan span, CancellationToken cancellationToken)
    {
        RateLimitLease lease = await reads.EnterAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return new Body(await Inner.OpenAsync(span, cancellationToken).ConfigureAwait(false), lease);
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }

    // A range that waits for its turn would look like one whose server is silent.
    internal override ParallelRangeDownloader? Settle(ParallelRangeDownloader? downloader) => downloader?.AtMost(limit);

    private sealed class Body(IRangeBody inner, RateLimitLease lease) : IRangeBody
    {
        public ByteSpan Span => inner.Span;

        public ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken) => inner.ReadAsync(buffer, cancellationToken);

        public async ValueTask DisposeAsync()
        {
            using (lease)
            {
                await inner.DisposeAsync().ConfigureAwait(false);
            }
        }
    }
}
