using System.IO.Pipelines;
using System.Threading.RateLimiting;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Decorators;

/// <summary>Lets the bytes of objects pass at a limited rate, both ways together. Listings and other calls pass as they are.</summary>
internal sealed class BandwidthLimitedBackend : DelegatingBackend
{
    // What a foreign limiter is asked for at once; less where it never admits as much.
    private const int Amount = 16 * 1024;

    private readonly ByteMeter _meter;
    private readonly RateLimiter? _owned;

    /// <summary>Limits by a limiter that others may share.</summary>
    public BandwidthLimitedBackend(IStorageBackend inner, RateLimiter limiter, bool leaveOpen)
        : base(inner, leaveOpen)
    {
        _meter = new ByteMeter(limiter, Amount);
    }

    /// <summary>Limits by a bucket of its own that holds an eighth of a second, and at least one amount.</summary>
    public BandwidthLimitedBackend(IStorageBackend inner, long bytesPerSecond, bool leaveOpen)
        : base(inner, leaveOpen)
    {
        TimeSpan period = TimeSpan.FromMilliseconds(50);
        int capacity = (int)Math.Max(Amount, bytesPerSecond / 8);
        _owned = new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
        {
            TokenLimit = capacity,
            TokensPerPeriod = (int)(bytesPerSecond / (TimeSpan.TicksPerSecond / period.Ticks)),
            ReplenishmentPeriod = period,
            QueueLimit = int.MaxValue,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        });
        _meter = new ByteMeter(_owned, capacity);
    }

    public override async Task<StorageContent> OpenReadAsync(StoragePath path, ReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        StorageContent content = await Inner.OpenReadAsync(path, options, cancellationToken).ConfigureAwait(false);
        return new StorageContent(content.Entry, content.Span, new MeteredPipeReader(content.Reader, _meter), content.DisposeAsync);
    }

    public override async Task<IRangeSource> OpenRangesAsync(StoragePath path, ReadOptions? options = null, CancellationToken cancellationToken = default) =>
        new MeteredRangeSource(await Inner.OpenRangesAsync(path, options, cancellationToken).ConfigureAwait(false), _meter);

    public override Task<WriteResult> WriteAsync(StoragePath path, PipeReader source, WriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Inner.WriteAsync(path, new MeteredPipeReader(source, _meter), options, cancellationToken);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync().ConfigureAwait(false);
        if (_owned is not null)
        {
            await _owned.DisposeAsync().ConfigureAwait(false);
        }
    }
}
