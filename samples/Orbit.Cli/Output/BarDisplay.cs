using Spectre.Console;
using Spectre.Console.Rendering;

namespace Orbit.Cli.Output;

/// <summary>A bar with rate and time left, on a terminal. It is drawn on standard error, so that results can be read from standard output.</summary>
internal sealed class BarDisplay : ProgressDisplay
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    protected override async Task ShowAsync(string title, ProgressGauge gauge, Task transfer)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        await console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new StateColumn(gauge))
            .StartAsync(async context =>
            {
                ProgressTask bar = context.AddTask(Markup.Escape(title), maxValue: 1);
                while (!transfer.IsCompleted)
                {
                    double? fraction = gauge.State.Fraction;
                    bar.IsIndeterminate = fraction is null;
                    bar.Value = fraction ?? 0;
                    await Task.WhenAny(transfer, Task.Delay(Interval));
                }
            });
    }

    private sealed class StateColumn(ProgressGauge gauge) : ProgressColumn
    {
        protected override bool NoWrap => true;

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) => new Text(gauge.State.ToString());
    }
}
