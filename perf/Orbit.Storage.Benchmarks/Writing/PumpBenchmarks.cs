using BenchmarkDotNet.Attributes;

namespace Orbit.Storage.Benchmarks.Writing;

/// <summary>What does the pump add to a plain copy of the same bytes from the same source? One operation is one GiB.</summary>
[MemoryDiagnoser]
public class PumpBenchmarks : IDisposable
{
    private const long GiB = 1L << 30;
    private readonly PumpWork _work = new();

    [Params(false, true)]
    public bool WithCrc { get; set; }

    [Benchmark(Baseline = true)]
    public Task<long> CopyLoop() => _work.CopyAsync(GiB, WithCrc);

    [Benchmark]
    public Task<long> Pump() => _work.PumpAsync(GiB, WithCrc);

    public void Dispose()
    {
        _work.Dispose();
        GC.SuppressFinalize(this);
    }
}
