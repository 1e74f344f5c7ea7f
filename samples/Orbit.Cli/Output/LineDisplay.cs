namespace Orbit.Cli.Output;

/// <summary>A line now and then, for a file, a pipe or a program.</summary>
internal sealed class LineDisplay(Report report, TimeSpan interval) : ProgressDisplay
{
    protected override async Task ShowAsync(string title, ProgressGauge gauge, Task transfer)
    {
        while (await Task.WhenAny(transfer, Task.Delay(interval)) != transfer)
        {
            report.Progress(gauge.State);
        }
    }
}
