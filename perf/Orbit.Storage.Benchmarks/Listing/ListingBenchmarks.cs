using BenchmarkDotNet.Attributes;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Benchmarks.Listing;

/// <summary>What the engine adds to each of 1,000,000 entries that a source already holds, in pages of 1,000.</summary>
[MemoryDiagnoser]
public class ListingBenchmarks : IDisposable
{
    private const int PageSize = 1000;
    private const int Pages = 1000;
    private const string Directory = "some/directory";

    private static readonly ListOptions AllLevels = new() { Recursive = true };
    private static readonly ListOptions Filtered = new() { Recursive = true, IncludeHidden = false, MaxDepth = 5 };

    private GeneratedBackend _backend = null!;

    [GlobalSetup]
    public void Setup()
    {
        List<StorageEntry> page =
        [
            .. Enumerable.Range(0, PageSize).Select(i => new StorageEntry($"{Directory}/file-{i:0000}.parquet", StorageEntryKind.File) { Size = i, LastModified = DateTimeOffset.UnixEpoch }),
        ];
        _backend = new GeneratedBackend(showsAllLevels: true, _ => page, _ => Pages);
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _backend.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The same pages in the plainest loop there is, without promises.</summary>
    [Benchmark(Baseline = true)]
    public async Task<long> PlainLoopOverPages()
    {
        long bytes = 0;
        await using IPageSource source = _backend.Open(Directory);
        string? continuation = null;
        do
        {
            ListPage page = await source.ReadPageAsync(continuation, CancellationToken.None);
            foreach (StorageEntry entry in page.Entries)
            {
                bytes += entry.Size ?? 0;
            }

            continuation = page.Continuation;
        }
        while (continuation is not null);

        return bytes;
    }

    /// <summary>The same pages through an async iterator, the usual way to write a lazy listing.</summary>
    [Benchmark]
    public async Task<long> AsyncIteratorOverPages()
    {
        long bytes = 0;
        await foreach (StorageEntry entry in IterateAsync())
        {
            bytes += entry.Size ?? 0;
        }

        return bytes;
    }

    [Benchmark]
    public Task<long> List() => SumAsync(ListOptions.Default);

    [Benchmark]
    public Task<long> ListAllLevels() => SumAsync(AllLevels);

    [Benchmark]
    public Task<long> ListAllLevelsFiltered() => SumAsync(Filtered);

    private async Task<long> SumAsync(ListOptions options)
    {
        long bytes = 0;
        await foreach (StorageEntry entry in _backend.ListAsync(Directory, options))
        {
            bytes += entry.Size ?? 0;
        }

        return bytes;
    }

    private async IAsyncEnumerable<StorageEntry> IterateAsync()
    {
        await using IPageSource source = _backend.Open(Directory);
        string? continuation = null;
        do
        {
            ListPage page = await source.ReadPageAsync(continuation, CancellationToken.None);
            foreach (StorageEntry entry in page.Entries)
            {
                yield return entry;
            }

            continuation = page.Continuation;
        }
        while (continuation is not null);
    }
}
