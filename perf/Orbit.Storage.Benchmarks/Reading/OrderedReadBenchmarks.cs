using System.IO.Pipelines;
using BenchmarkDotNet.Attributes;
using Orbit.Storage.Reading;
using Orbit.Storage.Resilience;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Benchmarks.Reading;

/// <summary>What does the downloader cost over one body copied into a pipe, where the store itself costs nothing?</summary>
[MemoryDiagnoser]
public class OrderedReadBenchmarks : IDisposable
{
    private readonly TransferMemory _memory = new(128L * 1024 * 1024);
    private ParallelRangeDownloader _downloader = new();

    [Params(4 * 1024, 256 * 1024 * 1024)]
    public int Size { get; set; }

    [Params(1, 4)]
    public int Concurrency { get; set; }

    [GlobalSetup]
    public void SetUp() => _downloader = new ParallelRangeDownloader(
        new ParallelRangeDownloaderOptions { Concurrency = Concurrency }, new StorageServices { Memory = _memory });

    [GlobalCleanup]
    public void Dispose()
    {
        _memory.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true)]
    public async Task<long> OneBodyIntoAPipe()
    {
        Pipe pipe = new(new PipeOptions(pauseWriterThreshold: 1 << 20, resumeWriterThreshold: 1 << 19, minimumSegmentSize: Math.Min(Size, TransferMemory.SlabSize), useSynchronizationContext: false));
        Task filling = Task.Run(() => FillAsync(pipe.Writer));
        long read = await DrainAsync(pipe.Reader).ConfigureAwait(false);
        await filling.ConfigureAwait(false);
        return read;
    }

    [Benchmark]
    public async Task<long> Downloader()
    {
        StorageContent content = _downloader.Open(new BufferSource(Size));
        await using (content.ConfigureAwait(false))
        {
            return await DrainAsync(content.Reader).ConfigureAwait(false);
        }
    }

    private static async Task<long> DrainAsync(PipeReader reader)
    {
        long total = 0;
        while (true)
        {
            ReadResult read = await reader.ReadAsync().ConfigureAwait(false);
            total += read.Buffer.Length;
            reader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                return total;
            }
        }
    }

    private async Task FillAsync(PipeWriter writer)
    {
        IRangeBody body = await new BufferSource(Size).OpenAsync(new ByteSpan(0, Size), CancellationToken.None).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            while (await body.ReadAsync(writer.GetMemory(), CancellationToken.None).ConfigureAwait(false) is > 0 and int count)
            {
                writer.Advance(count);
                await writer.FlushAsync().ConfigureAwait(false);
            }
        }

        await writer.CompleteAsync().ConfigureAwait(false);
    }
}
