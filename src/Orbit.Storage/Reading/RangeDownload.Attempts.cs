using Orbit.Storage.Resilience;

namespace Orbit.Storage.Reading;

// Bodies under way: their beginning and end, their deadlines, and those that have fallen silent.
internal sealed partial class RangeDownload
{
    /// <summary>Whether a segment still lacks bytes that do not come another way.</summary>
    public bool IsWanted(RangeSegment segment)
    {
        lock (Gate)
        {
            return segment.Left > 0 && !segment.IsSuperseded;
        }
    }

    /// <summary>Begins a request for what a segment still lacks.</summary>
    /// <returns>The attempt, or null where it lacks nothing or its bytes come another way.</returns>
    public BodyAttempt? BeginAttempt(RangeSegment segment)
    {
        lock (Gate)
        {
            if (!IsWanted(segment))
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
            segment.AskedInVain = segment.Received > attempt.Asked.Offset ? 0 : segment.AskedInVain + 1;
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
                else if (_budget.CanSpend && _hedging.IsSilent(pace, segment.AskedInVain))
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
}
