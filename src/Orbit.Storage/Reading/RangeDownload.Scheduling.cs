using Orbit.Storage.Checksums;

namespace Orbit.Storage.Reading;

// What a free slot does next: first help a segment that lags, then the next planned one, then, with none left, the one that takes longest.
internal sealed partial class RangeDownload
{
    private readonly HedgePolicy _hedging = new();
    private readonly AdaptiveConcurrency _concurrency;
    private readonly RequestBudget _budget;
    private long _planned;
    private long _received;
    private int _active;
    private bool _hasEnded;
    private bool _hasFailed;

    /// <summary>Whether every byte was planned. Under the gate.</summary>
    public bool IsAllPlanned => _planned == Plan.Span.End;

    /// <summary>Every byte before this offset was planned. Under the gate.</summary>
    public long Planned => _planned;

    /// <summary>The first segment that was not removed. Under the gate.</summary>
    public RangeSegment? First => _segments.First?.Value;

    /// <summary>Removes a segment whose bytes were all delivered. Under the gate.</summary>
    public void Remove(RangeSegment segment)
    {
        _segments.Remove(segment);
        _checksum?.Add(segment);
    }

    /// <summary>Puts free slots to work.</summary>
    public void Refill()
    {
        while (true)
        {
            RangeSegment? segment;
            lock (Gate)
            {
                segment = Next();
                if (segment is null)
                {
                    return;
                }

                _tally.Add();
            }

            _ = Task.Run(() => RunSlotAsync(segment));
        }
    }

    private async Task RunSlotAsync(RangeSegment segment)
    {
        try
        {
            do
            {
                await FetchAsync(segment).ConfigureAwait(false);
            }
            while (!TryEnd(segment));

            // The slot is filled anew before this task turns to delivery, which may have to wait for the consumer.
            Refill();
            await _delivery.AfterEndAsync(segment).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            // A slot that dies unheard would leave the reader waiting for ever. After the end it counts for nothing.
            End(failure);
        }
        finally
        {
            _tally.Remove();
        }
    }

    /// <summary>Takes the slot from a segment, unless it was given more bytes since it had all: those of the ones behind it, where a server ignores ranges.</summary>
    private bool TryEnd(RangeSegment segment)
    {
        lock (Gate)
        {
            if (segment is { Left: > 0, IsSuperseded: false, Failure: null } && !_hasEnded)
            {
                return false;
            }

            segment.IsEnded = true;
            _active--;
            if (segment.IsSuperseded)
            {
                _delivery.Release(segment);
            }

            return true;
        }
    }

    private async Task FetchAsync(RangeSegment segment)
    {
        try
        {
            await new SegmentFetch(this, segment).RunAsync(Stop).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            // Held with the segment, to surface in order.
            Fail(segment, failure);
        }
    }

    private void Fail(RangeSegment segment, Exception failure)
    {
        lock (Gate)
        {
            if (_hasEnded || segment.IsSuperseded)
            {
                return;
            }

            segment.Failure = failure;
            _hasFailed = true;
            if (_delivery.KeepsOrder)
            {
                SupersedeAfter(segment);
                return;
            }
        }

        End(failure);
    }

    private RangeSegment? Next()
    {
        if (_hasEnded || _active >= _concurrency.Target)
        {
            return null;
        }

        RangeSegment? next = SplitLagging() ?? PlanNext() ?? SplitLongest();
        _active += next is null ? 0 : 1;
        return next;
    }

    private RunningCrc? NewChecksum() => _checksum?.Begin();

    private RangeSegment? PlanNext()
    {
        if (_hasFailed || IsAllPlanned)
        {
            return null;
        }

        long size = _planned == Plan.Span.Offset ? Plan.FirstRangeSize : Plan.RangeSize;
        RangeSegment segment = new(_planned, _planned + Math.Min(size, Plan.Span.End - _planned)) { Checksum = NewChecksum() };
        if (!_delivery.TryAdmit(segment))
        {
            return null;
        }

        _planned = segment.End;
        _segments.AddLast(segment);
        _budget.Earn();
        return segment;
    }
}
