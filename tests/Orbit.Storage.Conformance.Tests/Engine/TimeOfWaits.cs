using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace Orbit.Storage.Conformance.Tests.Engine;

/// <summary>A simulated clock that remembers how long was waited between two tries; deadlines, which are longer than any such wait, are left out.</summary>
internal sealed class TimeOfWaits : FakeTimeProvider
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(59);
    private readonly ConcurrentQueue<TimeSpan> _waits = new();

    public TimeSpan[] Waits => [.. _waits.Where(wait => wait >= TimeSpan.Zero && wait < Longest)];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        _waits.Enqueue(dueTime);
        return base.CreateTimer(callback, state, dueTime, period);
    }
}
