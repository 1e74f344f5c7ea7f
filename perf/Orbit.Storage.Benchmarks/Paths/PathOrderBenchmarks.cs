using System.Text;
using BenchmarkDotNet.Attributes;

namespace Orbit.Storage.Benchmarks.Paths;

/// <summary>What it costs to put 10,000 paths in the order of their UTF-8 bytes.</summary>
[MemoryDiagnoser]
public class PathOrderBenchmarks
{
    private StoragePath[] _paths = [];
    private string[] _values = [];

    [GlobalSetup]
    public void Setup()
    {
        Random random = new(1);
        _values = [.. Enumerable.Range(0, 10_000).Select(i => $"archive/{random.Next(100)}/репорт-{random.Next(1000)}/🙀{i}")];
        _paths = [.. _values.Select(value => new StoragePath(value))];
    }

    /// <summary>By the bytes themselves.</summary>
    [Benchmark(Baseline = true)]
    public byte[][] SortUtf8Bytes()
    {
        byte[][] keys = Array.ConvertAll(_values, Encoding.UTF8.GetBytes);
        Array.Sort(keys, static (left, right) => left.AsSpan().SequenceCompareTo(right));
        return keys;
    }

    [Benchmark]
    public StoragePath[] SortPaths()
    {
        StoragePath[] paths = [.. _paths];
        Array.Sort(paths);
        return paths;
    }
}
