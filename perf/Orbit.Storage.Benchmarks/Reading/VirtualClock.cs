namespace Orbit.Storage.Benchmarks.Reading;

/// <summary>
/// A clock that jumps: when no thread of the pool has work, time is the next timer's. A run takes as long as its work and not as long as its
/// waits, and computing costs no time on the clock. For a process in which nothing else uses the pool.
/// </summary>
internal sealed class VirtualClock : TimeProvider
{
    private readonly object _gate = new();
    private readonly PriorityQueue<VirtualTimer, (long Due, long Order)> _timers = new();
    private long _now;
    private long _order;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public TimeSpan Elapsed => TimeSpan.FromTicks(GetTimestamp());

    public override long GetTimestamp() => Volatile.Read(ref _now);

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(GetTimestamp());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        VirtualTimer timer = new(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Lets time pass until a task is complete. Called from a thread that is not of the pool.</summary>
    public void RunUntil(Task task)
    {
        while (true)
        {
            WaitUntilQuiet();
            if (task.IsCompleted)
            {
                task.GetAwaiter().GetResult();
                return;
            }

            VirtualTimer timer;
            lock (_gate)
            {
                if (!_timers.TryDequeue(out VirtualTimer? next, out (long Due, long Order) at))
                {
                    throw new InvalidOperationException("Nothing is due any more and the task is not complete.");
                }

                if (!next.IsDue(at.Due, at.Order))
                {
                    continue;
                }

                Volatile.Write(ref _now, Math.Max(_now, at.Due));
                timer = next;
            }

            timer.Fire();
        }
    }

    // A thread counts as busy from the moment it is asked for until it goes back to sleep, so there is no gap to slip through.
    private static void WaitUntilQuiet()
    {
        SpinWait spin = default;
        ThreadPool.GetMaxThreads(out int most, out _);
        while (true)
        {
            ThreadPool.GetAvailableThreads(out int available, out _);
            if (available == most && ThreadPool.PendingWorkItemCount == 0)
            {
                return;
            }

            spin.SpinOnce(sleep1Threshold: -1);
        }
    }

    private sealed class VirtualTimer(VirtualClock clock, TimerCallback callback, object? state) : ITimer
    {
        private long _due = -1;
        private long _myOrder;
        private TimeSpan _period;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                _period = period;
                Schedule(dueTime);
                return true;
            }
        }

        public bool IsDue(long due, long order) => _due == due && _myOrder == order;

        public void Fire()
        {
            lock (clock._gate)
            {
                Schedule(_period > TimeSpan.Zero ? _period : Timeout.InfiniteTimeSpan);
            }

            callback(state);
        }

        public void Dispose()
        {
            lock (clock._gate)
            {
                _due = -1;
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }

        private void Schedule(TimeSpan dueTime)
        {
            if (dueTime == Timeout.InfiniteTimeSpan)
            {
                _due = -1;
                return;
            }

            _due = clock._now + dueTime.Ticks;
            _myOrder = ++clock._order;
            clock._timers.Enqueue(this, (_due, _myOrder));
        }
    }
}
