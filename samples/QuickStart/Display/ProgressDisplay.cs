namespace QuickStart.Display;

/// <summary>Shows how far a step has come while it runs.</summary>
internal abstract class ProgressDisplay
{
    public static ProgressDisplay ForConsole() => Console.IsOutputRedirected ? new LineDisplay() : new BarDisplay();

    public async Task RunAsync(string title, long totalBytes, Func<ByteCounter, Task> step)
    {
        ByteCounter counter = new();
        await ShowAsync(title, totalBytes, counter, step(counter));
    }

    /// <summary>Shows the counter until the work has ended, and ends as the work does.</summary>
    protected abstract Task ShowAsync(string title, long totalBytes, ByteCounter counter, Task work);
}
