using BenchmarkDotNet.Attributes;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Benchmarks.Listing;

/// <summary>What the engine adds to a walk through 1,110 directories with 100,000 files, one page each.</summary>
[MemoryDiagnoser]
public class WalkBenchmarks : IDisposable
{
    private const int Branches = 10;
    private const int Levels = 3;
    private const int Files = 100;

    private static readonly ListOptions AllLevels = new() { Recursive = true };
    private static readonly ListOptions WithoutLookAhead = new() { Recursive = true, Prefetch = false };

    private readonly Dictionary<string, StorageEntry[]> _directories = [];
    private GeneratedBackend _backend = null!;

    [GlobalSetup]
    public void Setup()
    {
        Generate("", 0);
        _backend = new GeneratedBackend(showsAllLevels: false, path => _directories[path.Value], _ => 1);
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _backend.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The same pages by a plain recursion, without promises.</summary>
    [Benchmark(Baseline = true)]
    public Task<int> PlainRecursion() => CountAsync("");

    [Benchmark]
    public Task<int> Walk() => CountAsync(AllLevels);

    [Benchmark]
    public Task<int> WalkWithoutLookAhead() => CountAsync(WithoutLookAhead);

    private async Task<int> CountAsync(StoragePath directory)
    {
        int count = 0;
        await using IPageSource source = _backend.Open(directory);
        ListPage page = await source.ReadPageAsync(null, CancellationToken.None);
        foreach (StorageEntry entry in page.Entries)
        {
            count += entry.Kind == StorageEntryKind.Directory ? 1 + await CountAsync(entry.Path) : 1;
        }

        return count;
    }

    private async Task<int> CountAsync(ListOptions options)
    {
        int count = 0;
        await foreach (StorageEntry _ in _backend.ListAsync("", options))
        {
            count++;
        }

        return count;
    }

    private void Generate(string directory, int level)
    {
        string prefix = directory.Length == 0 ? "" : directory + "/";
        IEnumerable<StorageEntry> directories = Enumerable.Range(0, level < Levels ? Branches : 0).Select(i => new StorageEntry($"{prefix}directory-{i}", StorageEntryKind.Directory));
        IEnumerable<StorageEntry> files = Enumerable.Range(0, level == Levels ? Files : 0).Select(i => new StorageEntry($"{prefix}file-{i}.txt", StorageEntryKind.File));
        _directories[directory] = [.. directories, .. files];
        foreach (StorageEntry entry in _directories[directory].Where(entry => entry.Kind == StorageEntryKind.Directory))
        {
            Generate(entry.Path.Value, level + 1);
        }
    }
}
