using Microsoft.Extensions.Time.Testing;

namespace Orbit.Storage.Conformance.Tests.Engine;

/// <summary>Lets time pass for a call that waits on it.</summary>
internal static class SimulatedTime
{
    /// <summary>Advances the clock in small steps until the call has ended.</summary>
    public static async Task PassUntilAsync(this FakeTimeProvider time, Task call, TimeSpan? step = null)
    {
        while (!call.IsCompleted)
        {
            time.Advance(step ?? TimeSpan.FromMilliseconds(50));
            // The continuations of the timers run on other threads.
            await Task.WhenAny(call, Task.Delay(1));
        }

        await call;
    }
}
