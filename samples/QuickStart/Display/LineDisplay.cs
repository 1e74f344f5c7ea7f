using System.Diagnostics;

namespace QuickStart.Display;

/// <summary>A line now and then, for a file or a pipe.</summary>
internal sealed class LineDisplay : ProgressDisplay
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    protected override async Task ShowAsync(string title, long totalBytes, ByteCounter counter, Task work)
    {
        long startedAt = Stopwatch.GetTimestamp();
        while (await Task.WhenAny(work, Task.Delay(Interval)) != work)
        {
            long bytes = counter.Bytes;
            TimeSpan elapsed = Stopwatch.GetElapsedTime(startedAt);
            string left = bytes > 0 ? $", {Units.Time(elapsed * ((double)Math.Max(0, totalBytes - bytes) / bytes))} left" : "";
            Console.WriteLine($"{title}: {Units.Bytes(bytes)} of {Units.Bytes(totalBytes)}, {Units.Rate(bytes, elapsed)}{left}");
        }

        await work;
    }
}
