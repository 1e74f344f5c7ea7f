namespace Orbit.Storage.Benchmarks.Reading;

/// <summary>Waits to the tick; <see cref="Task.Delay(TimeSpan, TimeProvider)"/> cuts to whole milliseconds, which is most of what a read takes.</summary>
internal static class VirtualDelay
{
    public static async Task WaitAsync(double seconds, TimeProvider time, CancellationToken cancellationToken)
    {
        TaskCompletionSource due = new();
        ITimer timer = time.CreateTimer(static due => ((TaskCompletionSource)due!).TrySetResult(), due, TimeSpan.FromSeconds(seconds), Timeout.InfiniteTimeSpan);
        await using (timer.ConfigureAwait(false))
        {
            await due.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
