using System.Globalization;
using Orbit.Storage.Resilience;

namespace Orbit.Storage.Benchmarks.Reading;

/// <summary>
/// Prints how the downloader does on replayed traces of latencies, against the least time that was possible. Arguments: the number of seeds
/// (default 20), then object sizes in MiB (default 1024 and 10240).
/// </summary>
internal static class TraceReport
{
    public static int Run(IReadOnlyList<string> arguments)
    {
        int seeds = arguments.Count > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 20;
        long[] sizes = arguments.Count > 1 ? [.. arguments.Skip(1).Select(static text => long.Parse(text, CultureInfo.InvariantCulture))] : [1024, 10240];
        foreach (long size in sizes)
        {
            Report(size * 1024 * 1024, seeds);
        }

        return 0;
    }

    private static void Report(long size, int seeds)
    {
        Console.WriteLine();
        Console.WriteLine(Invariant($"{size >> 20} MiB, seeds 1 to {seeds}, {LatencyTrace.Connections} connections, ranges of {LatencyTrace.RangeSize >> 20} MiB"));
        Console.WriteLine();
        Console.WriteLine("| policy | ÷ LB_2 mean | worst | ÷ LB_1 mean | worst | seconds, mean | peak buffers, MiB | extra requests, mean | worst |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (TracePolicy policy in TracePolicy.All)
        {
            Outcome[] outcomes = [.. Enumerable.Range(1, seeds).Select(seed => Measure(policy, new LatencyTrace(seed, size)))];
            Console.WriteLine(Invariant(
                $"| {policy.Name} | {outcomes.Average(static o => o.OfBound2):0.00} | {outcomes.Max(static o => o.OfBound2):0.00} | {outcomes.Average(static o => o.OfBound1):0.00} | {outcomes.Max(static o => o.OfBound1):0.00} | {outcomes.Average(static o => o.Seconds):0.00} | {outcomes.Max(static o => o.PeakBytes) / 1048576.0:0.0} | {outcomes.Average(static o => o.Extra):0.0 %} | {outcomes.Max(static o => o.Extra):0.0 %} |"));
        }

        double bounds = Enumerable.Range(1, seeds).Select(seed => new LatencyTrace(seed, size)).Average(static trace => trace.LowerBound(1) / trace.LowerBound(2));
        Console.WriteLine(Invariant($"| LB_1 itself | {bounds:0.00} | | 1.00 | 1.00 | | | | |"));
    }

    private static Outcome Measure(TracePolicy policy, LatencyTrace trace)
    {
        VirtualClock clock = new();
        TraceSource source = new(trace, clock);
        using TransferMemory memory = new(512L * 1024 * 1024);
        Task task = Task.Run(() => policy.DownloadAsync(source, new StorageServices { Time = clock, Memory = memory }));
        clock.RunUntil(task);
        double seconds = clock.Elapsed.TotalSeconds;
        if (policy.IsBatch && Math.Abs(seconds - trace.BatchSeconds()) > 0.001 * seconds)
        {
            throw new InvalidOperationException(Invariant($"The clock of the replay is wrong: {seconds} s, and by the trace {trace.BatchSeconds()} s."));
        }

        return new Outcome
        {
            Seconds = seconds,
            OfBound1 = seconds / trace.LowerBound(1),
            OfBound2 = seconds / trace.LowerBound(2),
            PeakBytes = memory.PeakReserved,
            Extra = ((double)source.Requests / trace.RangeCount) - 1,
        };
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private readonly struct Outcome
    {
        public double Seconds { get; init; }

        public double OfBound1 { get; init; }

        public double OfBound2 { get; init; }

        public long PeakBytes { get; init; }

        public double Extra { get; init; }
    }
}
