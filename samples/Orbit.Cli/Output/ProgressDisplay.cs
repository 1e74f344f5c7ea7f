namespace Orbit.Cli.Output;

/// <summary>Shows how far a transfer has come while it runs.</summary>
internal abstract class ProgressDisplay
{
    public async Task<T> RunAsync<T>(string title, Func<ProgressGauge, Task<T>> transfer)
    {
        ProgressGauge gauge = new();
        Task<T> running = transfer(gauge);
        await ShowAsync(title, gauge, running);
        return await running;
    }

    /// <summary>Shows the gauge until the transfer has ended, however it ends.</summary>
    protected abstract Task ShowAsync(string title, ProgressGauge gauge, Task transfer);
}
