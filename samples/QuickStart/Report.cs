using System.Diagnostics;
using Spectre.Console;

namespace QuickStart;

/// <summary>Times the steps, and shows what they took.</summary>
internal sealed class Report
{
    private readonly List<(string Step, long? Bytes, TimeSpan Elapsed)> _rows = [];

    public async Task<TResult> TimeAsync<TResult>(string step, Func<Task<TResult>> work)
    {
        long startedAt = Stopwatch.GetTimestamp();
        TResult result = await work();
        _rows.Add((step, null, Stopwatch.GetElapsedTime(startedAt)));
        return result;
    }

    public async Task TimeAsync(string step, long bytes, Func<Task> work)
    {
        long startedAt = Stopwatch.GetTimestamp();
        await work();
        _rows.Add((step, bytes, Stopwatch.GetElapsedTime(startedAt)));
    }

    public void Print(TimeSpan total)
    {
        Table table = new Table().AddColumns("Step", "Bytes", "Time", "Throughput");
        foreach ((string step, long? bytes, TimeSpan elapsed) in _rows)
        {
            table.AddRow(step, bytes is { } count ? Units.Bytes(count) : "", Units.Time(elapsed), bytes is { } moved ? Units.Rate(moved, elapsed) : "");
        }

        if (Console.IsOutputRedirected)
        {
            foreach ((string step, long? bytes, TimeSpan elapsed) in _rows)
            {
                Console.WriteLine($"{step}: {Units.Time(elapsed)}" + (bytes is { } count ? $", {Units.Bytes(count)}, {Units.Rate(count, elapsed)}" : ""));
            }
        }
        else
        {
            AnsiConsole.Write(table);
        }

        using Process self = Process.GetCurrentProcess();
        Console.WriteLine($"Total: {Units.Time(total)}; peak memory of the process: {Units.Bytes(self.PeakWorkingSet64)}");
    }
}
