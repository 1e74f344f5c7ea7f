using System.Diagnostics;
using System.Globalization;

namespace Orbit.Storage.Benchmarks.Writing;

/// <summary>
/// Answers one question in a minute: how fast is the pump, and what does it allocate? Run on one core for the figure in perf/README.md:
/// <c>taskset -c 0 dotnet run -c Release --project perf/Orbit.Storage.Benchmarks -- pump</c>.
/// </summary>
internal static class PumpReport
{
    private const long GiB = 1L << 30;
    private const int Rounds = 5;

    public static async Task<int> RunAsync()
    {
        using PumpWork work = new();
        Console.WriteLine($"{"work",-40} {"GiB/s",8} {"KiB allocated per GiB",24}");
        await MeasureAsync("copy loop (baseline)", () => work.CopyAsync(4 * GiB, withCrc: false));
        await MeasureAsync("pump into a null sink", () => work.PumpAsync(4 * GiB, withCrc: false));
        await MeasureAsync("copy loop with CRC-32 (baseline)", () => work.CopyAsync(4 * GiB, withCrc: true));
        await MeasureAsync("pump with CRC-32 of each part", () => work.PumpAsync(4 * GiB, withCrc: true));
        await MeasureAsync("pump fed by a producer through a pipe", () => work.PumpPipeAsync(4 * GiB));
        Console.WriteLine();
        Console.WriteLine($"{"work",-40} {"µs each",8} {"bytes allocated each",24}");
        await MeasureSmallAsync("4 KiB objects, held by the producer", work, isHeld: true);
        await MeasureSmallAsync("4 KiB objects, through the byte budget", work, isHeld: false);
        return 0;
    }

    private static async Task MeasureAsync(string name, Func<Task<long>> work)
    {
        await work();
        double best = 0;
        double allocated = double.MaxValue;
        for (int i = 0; i < Rounds; i++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            long startedAt = Stopwatch.GetTimestamp();
            double size = await work() / (double)GiB;
            best = Math.Max(best, size / Stopwatch.GetElapsedTime(startedAt).TotalSeconds);
            allocated = Math.Min(allocated, (GC.GetTotalAllocatedBytes(precise: true) - before) / 1024.0 / size);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-40} {best,8:0.00} {allocated,24:0.0}"));
    }

    private static async Task MeasureSmallAsync(string name, PumpWork work, bool isHeld)
    {
        const int Count = 10_000;
        await work.PumpSmallAsync(Count, 4096, isHeld);
        double best = double.MaxValue;
        double allocated = double.MaxValue;
        for (int i = 0; i < Rounds; i++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            long startedAt = Stopwatch.GetTimestamp();
            await work.PumpSmallAsync(Count, 4096, isHeld);
            best = Math.Min(best, Stopwatch.GetElapsedTime(startedAt).TotalMicroseconds / Count);
            allocated = Math.Min(allocated, (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)Count);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-40} {best,8:0.00} {allocated,24:0}"));
    }
}
