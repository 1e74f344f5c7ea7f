using BenchmarkDotNet.Attributes;

namespace Orbit.Storage.Benchmarks.Paths;

/// <summary>What it costs to take 1,000 strings as paths, against the same checks written the obvious way.</summary>
[MemoryDiagnoser]
public class PathBenchmarks
{
    private string[] _values = [];

    [Params("ascii", "unicode", "emoji")]
    public string Names { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        string name = Names switch { "ascii" => "report", "unicode" => "отчёт", _ => "🙀" };
        _values = [.. Enumerable.Range(0, 1000).Select(i => $"archive/2024/{name}-{i:0000}/part-{i:00000}.snappy.parquet")];
    }

    /// <summary>Split, look at each segment and each character.</summary>
    [Benchmark(Baseline = true)]
    public int SplitAndCheck()
    {
        int fine = 0;
        foreach (string value in _values)
        {
            bool isFine = true;
            foreach (string segment in value.Split('/'))
            {
                isFine &= segment is not ("." or "..");
            }

            for (int i = 0; i < value.Length; i++)
            {
                bool isPair = char.IsHighSurrogate(value[i]) && i + 1 < value.Length && char.IsLowSurrogate(value[i + 1]);
                isFine &= value[i] != '\0' && (isPair || !char.IsSurrogate(value[i]));
                i += isPair ? 1 : 0;
            }

            fine += isFine ? 1 : 0;
        }

        return fine;
    }

    [Benchmark]
    public int Parse()
    {
        int length = 0;
        foreach (string value in _values)
        {
            length += new StoragePath(value).Value.Length;
        }

        return length;
    }

    [Benchmark]
    public int ParseAndCheckRules()
    {
        int fine = 0;
        foreach (string value in _values)
        {
            fine += StoragePathRules.Posix.FindFault(value) is null ? 1 : 0;
        }

        return fine;
    }
}
