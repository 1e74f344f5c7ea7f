namespace Orbit.Storage.Benchmarks.Reading;

/// <summary>Prints how the downloader does on replayed traces of latencies.</summary>
internal static class TraceReport
{
    public static int Run(IReadOnlyList<string> arguments)
    {
        Console.Error.WriteLine($"No trace is recorded yet ({arguments.Count} arguments).");
        return 1;
    }
}
