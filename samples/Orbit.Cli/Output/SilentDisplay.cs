namespace Orbit.Cli.Output;

/// <summary>Shows nothing.</summary>
internal sealed class SilentDisplay : ProgressDisplay
{
    protected override Task ShowAsync(string title, ProgressGauge gauge, Task transfer) => Task.CompletedTask;
}
