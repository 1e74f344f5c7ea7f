using Orbit.Storage.Resilience;

namespace Orbit.Storage.Reading;

// Bodies under way: their beginning and end, deadlines, and what is done about those that lag. All under the gate.
internal sealed partial class RangeDownload
{
    /// <summary>Begins a request for what a segment still lacks.</summary>
    /// <returns>The attempt, or null where it lacks nothing or its bytes come another way.</returns>
    public BodyAttempt? BeginAttempt(RangeSegment segment)
    {
        lock (Gate)
        {
            if (segment.Left == 0 || segment.IsSuperseded)
            {
                return null;
            }

            BodyWatch watch = new(_settings.Options.Deadlines, _settings.Services.Time);
            segment.Claimed = segment.Received;
            return segment.Attempt = new BodyAttempt(new ByteSpan(segment.Received, segment.Left), watch, Stop);
        }
    }

    public void EndAttempt(RangeSegment segment, BodyAttempt attempt)
    {
        lock (Gate)
        {
            segment.Attempt = null;
            segment.Claimed = segment.Received;
            _hedging.LearnRate(attempt.Watch.Pace());
        }

        attempt.Dispose();
    }

    /// <summary>From now on a segment's body is awaited.</summary>
    public void BeginWait(BodyAttempt attempt)
    {
        attempt.Watch.BeginWait();
        _monitor.Arm();
    }

    /// <summary>A segment's body gave bytes, or its head.</summary>
    public void EndWait(BodyAttempt attempt, int bytes)
    {
        if (attempt.Watch.EndWait(bytes))
        {
            lock (Gate)
            {
                _hedging.LearnFirstByte(attempt.Watch.Pace());
            }
        }
    }

    /// <summary>Reserves the next bytes of a segment for a read, so that no split takes them away.</summary>
    /// <returns>How many; 0 where the segment has all, or the body is at its end.</returns>
    public int Claim(RangeSegment segment, int room, long bodyEnd)
    {
        lock (Gate)
        {
            int count = (int)Math.Min(room, Math.Min(segment.End, bodyEnd) - segment.Received);
            segment.Claimed = segment.Received + Math.Max(count, 0);
            return count;
        }
    }

    /// <summary>Hears of a failure that may ask for fewer requests at once.</summary>
    public void Observe(StorageException failure)
    {
        if (failure.Kind is StorageErrorKind.RateLimited or StorageErrorKind.Timeout)
        {
            lock (Gate)
            {
                _concurrency.OnTrouble();
            }
        }
    }

    /// <summary>Looks after everything under way.</summary>
    /// <returns>Whether anything is awaited, so that it is worth looking again.</returns>
    public bool Tick()
    {
        bool isAwaited = false;
        lock (Gate)
        {
            foreach (RangeSegment segment in _segments)
            {
                if (segment.Attempt is not { Verdict: AttemptVerdict.None } attempt || attempt.Watch.Pace() is not { IsWaiting: true } pace)
                {
                    continue;
                }

                isAwaited = true;
                if (attempt.Watch.FindFault() is { } complaint)
                {
                    attempt.Abandon(AttemptVerdict.TimedOut, complaint);
                }
                else if (_budget.CanSpend && _hedging.IsSilent(pace))
                {
                    _budget.Spend();
                    attempt.Abandon(AttemptVerdict.Silent);
                }
            }

            _concurrency.OnTime(_received, _active >= _concurrency.Target);
        }

        Refill();
        return isAwaited;
    }

    private RangeSegment? SplitLagging() => Split(static (policy, pace, left) => policy.Lag(pace, left), preferFirst: true);

    private RangeSegment? SplitLongest() =>
        IsAllPlanned && !_hasFailed ? Split(static (policy, pace, left) => policy.Gain(pace, left), preferFirst: false) : null;

    private RangeSegment? Split(Func<HedgePolicy, BodyPace, long, double> rate, bool preferFirst)
    {
        if (!_budget.CanSpend)
        {
            return null;
        }

        _hedging.Survey(_segments);
        LinkedListNode<RangeSegment>? slowest = null;
        BodyPace slowestPace = default;
        double worst = 0;
        for (LinkedListNode<RangeSegment>? node = _segments.First; node is not null; node = node.Next)
        {
            if (node.Value.Attempt is not { Verdict: AttemptVerdict.None } attempt || node.Value.IsEnded)
            {
                continue;
            }

            BodyPace pace = attempt.Watch.Pace();
            double cost = rate(_hedging, pace, node.Value.Left);
            if (cost > worst)
            {
                (slowest, slowestPace, worst) = (node, pace, cost);
            }

            // In an ordered read everything waits for the first one.
            if (preferFirst && _delivery.KeepsOrder && worst > 0)
            {
                break;
            }
        }

        return slowest is null ? null : Split(slowest, slowestPace);
    }

    private RangeSegment? Split(LinkedListNode<RangeSegment> node, in BodyPace pace)
    {
        RangeSegment segment = node.Value;
        long cut = Math.Max(segment.Received + _hedging.Kept(pace, segment.Left), segment.Claimed);

        // On the edge of a slab, so that both halves fit the room that was reserved for the whole.
        cut = segment.Start + ((cut - segment.Start + TransferMemory.SlabSize - 1) / TransferMemory.SlabSize * TransferMemory.SlabSize);
        if (segment.End - cut < Plan.SmallestPiece)
        {
            return null;
        }

        RangeSegment tail = new(cut, segment.End);
        if (!_delivery.TryAdmitTail(segment, tail))
        {
            return null;
        }

        segment.End = cut;
        _segments.AddAfter(node, tail);
        _budget.Spend();
        return tail;
    }
}
