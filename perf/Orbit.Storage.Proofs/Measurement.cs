using System.Diagnostics;
using System.Globalization;

namespace Orbit.Storage.Proofs;

/// <summary>Time, processor time and memory between its start and its report. The peak is the kernel's own (VmHWM), set back at the start.</summary>
internal sealed class Measurement
{
    private readonly long _startedAt;
    private readonly TimeSpan _processor;
    private readonly long _heap;
    private readonly long _resident;

    private Measurement()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        File.WriteAllText("/proc/self/clear_refs", "5");
        _heap = GC.GetTotalMemory(forceFullCollection: true);
        _resident = Status("VmRSS:");
        _processor = Process.GetCurrentProcess().TotalProcessorTime;
        _startedAt = Stopwatch.GetTimestamp();
    }

    public static Measurement Start() => new();

    /// <summary>Prints one line of name=value pairs.</summary>
    public void Report(string what)
    {
        TimeSpan wall = Stopwatch.GetElapsedTime(_startedAt);
        TimeSpan processor = Process.GetCurrentProcess().TotalProcessorTime - _processor;
        long peak = Status("VmHWM:");
        long heap = GC.GetTotalMemory(forceFullCollection: true) - _heap;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what} wall_s={wall.TotalSeconds:0.000} cpu_s={processor.TotalSeconds:0.000} peak_rss_mb={peak / 1024.0:0.0} rss_growth_mb={(peak - _resident) / 1024.0:0.0} heap_growth_mb={heap / 1048576.0:0.00}"));
    }

    private static long Status(string name)
    {
        string line = File.ReadLines("/proc/self/status").First(line => line.StartsWith(name, StringComparison.Ordinal));
        return long.Parse(line[name.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
    }
}
