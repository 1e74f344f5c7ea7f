using Microsoft.Extensions.Time.Testing;

namespace Orbit.Storage.Tests.Resilience;

/// <summary>A clock that goes forward by itself whenever someone waits, and notes for how long.</summary>
internal sealed class ImpatientTimeProvider : FakeTimeProvider
{
    private readonly object _gate = new();
    private readonly List<TimeSpan> _waits = [];

    public TimeSpan[] Waits
    {
        get
        {
            lock (_gate)
            {
                return [.. _waits];
            }
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero)
        {
            lock (_gate)
            {
                _waits.Add(dueTime);
            }

            // Not here: whoever waits must hold its timer before it fires.
            _ = Task.Run(() => Advance(dueTime));
        }

        return timer;
    }
}
