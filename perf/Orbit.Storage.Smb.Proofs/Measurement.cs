using System.Diagnostics;
using System.Globalization;

namespace Orbit.Storage.Smb.Proofs;

/// <summary>Time, processor time, allocation and memory between a moment and the report. The peak is the kernel's own (VmHWM), set back at the moment.</summary>
internal sealed class Measurement
{
    private readonly long _startedAt = Stopwatch.GetTimestamp();
    private readonly TimeSpan _processor = Environment.CpuUsage.TotalTime;
    private readonly long _allocated = GC.GetTotalAllocatedBytes(precise: true);
    private readonly double _resident = Status("VmRSS:");
    private readonly double _heap = GC.GetTotalMemory(forceFullCollection: false) / 1048576.0;
    private readonly double _peakBefore;

    private Measurement(double peakBefore)
    {
        _peakBefore = peakBefore;
        File.WriteAllText("/proc/self/clear_refs", "5");
    }

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_startedAt);

    /// <summary>Begins with an empty heap, or in the middle of work with the heap as it is.</summary>
    public static Measurement Start(bool collects = true)
    {
        if (collects)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            GC.Collect();
        }

        return new Measurement(Status("VmHWM:"));
    }

    /// <summary>Prints one line of name=value pairs.</summary>
    /// <param name="what">What was done.</param>
    /// <param name="settled">A second measurement, of the later part of the same work.</param>
    public void Report(string what, Measurement? settled = null) => Console.WriteLine($"{what} {Take(settled)}");

    /// <summary>Takes the figures, before anything else is done.</summary>
    /// <param name="settled">A second measurement, of the later part of the same work.</param>
    public string Take(Measurement? settled = null)
    {
        TimeSpan wall = Elapsed;
        TimeSpan processor = Environment.CpuUsage.TotalTime - _processor;
        double allocated = (GC.GetTotalAllocatedBytes(precise: true) - _allocated) / 1048576.0;
        double peak = Math.Max(Status("VmHWM:"), settled?._peakBefore ?? 0);
        double heap = GC.GetTotalMemory(forceFullCollection: true) / 1048576.0;
        string later = settled is null ? "" : string.Create(
            CultureInfo.InvariantCulture, $" settled_rss_growth_mb={Status("VmHWM:") - settled._resident:0.0} settled_heap_growth_mb={heap - settled._heap:0.00}");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"wall_s={wall.TotalSeconds:0.000} cpu_s={processor.TotalSeconds:0.000} allocated_mb={allocated:0.0} peak_rss_mb={peak:0.0} rss_growth_mb={peak - _resident:0.0} heap_growth_mb={heap - _heap:0.00}{later}");
    }

    private static double Status(string name)
    {
        string line = File.ReadLines("/proc/self/status").First(line => line.StartsWith(name, StringComparison.Ordinal));
        return long.Parse(line[name.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024.0;
    }
}
