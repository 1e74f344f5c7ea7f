using System.Diagnostics;

namespace Orbit.Storage.Decorators;

/// <summary>When a call began.</summary>
internal readonly struct CallClock(long startedAt)
{
    public double Milliseconds => Stopwatch.GetElapsedTime(startedAt).TotalMilliseconds;
}
