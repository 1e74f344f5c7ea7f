using System.Diagnostics;
using System.Globalization;

namespace Orbit.Storage.Proofs;

/// <summary>Time, processor time and memory between a moment and the report. The peak is the kernel's own (VmHWM), set back at the moment.</summary>
internal sealed class Measurement
{
    private readonly long _startedAt = Stopwatch.GetTimestamp();
    private readonly TimeSpan _processor = Environment.CpuUsage.TotalTime;
    private readonly double _heap = HeapAfterLastCollection();
    private readonly double _resident = Status("VmRSS:");
    private double _peakBefore;

    private Measurement() => File.WriteAllText("/proc/self/clear_refs", "5");

    /// <summary>Begins with an empty heap.</summary>
    public static Measurement Start()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return new Measurement();
    }

    /// <summary>Begins in the middle of work, with the heap as it is.</summary>
    public static Measurement Continue()
    {
        double peak = Status("VmHWM:");
        return new Measurement { _peakBefore = peak };
    }

    /// <summary>Prints one line of name=value pairs.</summary>
    /// <param name="what">What was done.</param>
    /// <param name="later">A second measurement, of the later part of the same work.</param>
    public void Report(string what, Measurement? later = null)
    {
        TimeSpan wall = Stopwatch.GetElapsedTime(_startedAt);
        TimeSpan processor = Environment.CpuUsage.TotalTime - _processor;
        double peak = Status("VmHWM:");
        double heap = HeapAfterLastCollection();
        string settled = later is null ? "" : string.Create(
            CultureInfo.InvariantCulture, $" settled_rss_growth_mb={peak - later._resident:0.0} settled_heap_growth_mb={heap - later._heap:0.00}");
        double highest = Math.Max(peak, later?._peakBefore ?? 0);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what} wall_s={wall.TotalSeconds:0.000} cpu_s={processor.TotalSeconds:0.000} peak_rss_mb={highest:0.0} rss_growth_mb={highest - _resident:0.0} heap_growth_mb={heap - _heap:0.00}{settled}"));
    }

    private static double HeapAfterLastCollection() => GC.GetGCMemoryInfo(GCKind.Any).HeapSizeBytes / 1048576.0;

    private static double Status(string name)
    {
        string line = File.ReadLines("/proc/self/status").First(line => line.StartsWith(name, StringComparison.Ordinal));
        return long.Parse(line[name.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024.0;
    }
}
