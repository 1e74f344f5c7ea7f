using Spectre.Console;

namespace QuickStart.Display;

/// <summary>A bar with rate and time left, for a terminal.</summary>
internal sealed class BarDisplay : ProgressDisplay
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    protected override Task ShowAsync(string title, long totalBytes, ByteCounter counter, Task work) =>
        AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new DownloadedColumn(), new TransferSpeedColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                ProgressTask bar = context.AddTask(title, maxValue: Math.Max(1, totalBytes));
                while (!work.IsCompleted)
                {
                    bar.Value = counter.Bytes;
                    await Task.WhenAny(work, Task.Delay(Interval));
                }

                if (work.IsCompletedSuccessfully)
                {
                    bar.Value = bar.MaxValue;
                }

                await work;
            });
}
