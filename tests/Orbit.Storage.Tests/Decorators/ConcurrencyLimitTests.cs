using System.IO.Pipelines;
using Orbit.Storage.Memory;
using Orbit.Storage.Reading;
using Orbit.Storage.Testing.Content;
using Orbit.Storage.Testing.Decorators;
using Orbit.Storage.Testing.Faults;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Tests.Decorators;

public sealed class ConcurrencyLimitTests
{
    private readonly FaultInjectingBackend _slow = new(new MemoryBackend());
    private CountingBackend _counting = null!;

    [SetUp]
    public void Count() => _counting = new CountingBackend(_slow);

    [TearDown]
    public async Task DisposeAsync() => await _counting.DisposeAsync();

    [Test]
    public async Task Writes_ManyAtOnce_AreFourAtATime()
    {
        TaskCompletionSource gate = new();
        _slow.Faults.Add(StorageCall.Write, Fault.Run(async (_, _) => await gate.Task), times: int.MaxValue);
        IStorageBackend view = _counting.WithConcurrencyLimit(4);

        Task[] writes = [.. Enumerable.Range(0, 64).Select(i => view.WriteTextAsync($"file{i}", "content"))];
        Assert.That(_counting.Log.InFlight, Is.EqualTo(4));
        gate.SetResult();
        await Task.WhenAll(writes);

        Assert.That((_counting.Log.PeakInFlight, _counting.Log.Count(StorageCall.Write)), Is.EqualTo((4, 64)));
    }

    [Test]
    public async Task Read_CountsUntilItIsDisposed()
    {
        await _counting.WriteTextAsync("file", "content");
        IStorageBackend view = _counting.WithConcurrencyLimit(1);
        StorageContent content = await view.OpenReadAsync("file");

        Task<StorageEntry> stat = view.StatAsync("file");
        Assert.That(stat.IsCompleted, Is.False);
        await content.DisposeAsync();

        Assert.That((await stat).Size, Is.EqualTo(7));
    }

    [Test]
    public async Task Copy_ThroughTheProcess_DoesNotWaitForItself()
    {
        await _counting.WriteTextAsync("file", "content");
        IStorageBackend view = _counting.WithConcurrencyLimit(1);

        await using (StorageContent content = await view.OpenReadAsync("file"))
        {
            await view.WriteAsync("copy", content.Reader);
        }

        Assert.That(await view.ReadTextAsync("copy"), Is.EqualTo("content"));
    }

    [Test]
    public async Task List_WithCallsBetweenItsEntries_DoesNotWaitForItself()
    {
        await _counting.WriteTextAsync("one", "content");
        await _counting.WriteTextAsync("two", "content");
        IStorageBackend view = _counting.WithConcurrencyLimit(1);
        List<long?> sizes = [];

        await foreach (StorageEntry entry in view.ListAsync(""))
        {
            sizes.Add((await view.StatAsync(entry.Path)).Size);
        }

        Assert.That(sizes, Is.EqualTo(new long?[] { 7, 7 }));
    }

    [Test]
    public async Task Download_HasNoMoreRangesOpenThanTheLimit([Values(1, 2)] int limit)
    {
        PatternedContent content = new(6 * 1024 * 1024);
        BodyCountingBackend counter = new(_counting);
        await counter.WriteAsync("file", content.OpenSource());
        ReadOptions options = new() { Transfer = new TransferOptions { PartSize = 64 * 1024, Concurrency = 16 } };
        await using IRangeSource source = await counter.WithConcurrencyLimit(limit).OpenRangesAsync("file", options);

        await using (StorageContent read = ParallelRangeDownloader.For(source).Open(source))
        {
            await content.MatchesAsync(read.Reader);
        }

        Assert.That(counter.MostOpen, Is.EqualTo(limit));
    }

    [Test]
    public async Task Wait_Canceled_ReleasesTheProducerAndLeavesTheTurnToOthers()
    {
        TaskCompletionSource gate = new();
        _slow.Faults.Add(StorageCall.Write, Fault.Run(async (_, _) => await gate.Task), times: 1);
        IStorageBackend view = _counting.WithConcurrencyLimit(1);
        Task first = view.WriteTextAsync("first", "content");
        using CancellationTokenSource canceler = new();
        Pipe pipe = new();

        Task second = view.WriteAsync("second", pipe.Reader, null, canceler.Token);
        await canceler.CancelAsync();
        Assert.That(async () => await second, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(async () => await pipe.Writer.WriteAsync(new byte[1]), Throws.InstanceOf<OperationCanceledException>());
        gate.SetResult();
        await first;

        await view.WriteTextAsync("third", "content");
    }

    [Test]
    public void Limit_OutOfBounds_IsRefused([Values(0, 65_537)] int limit) =>
        Assert.That(() => _counting.WithConcurrencyLimit(limit), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("1 to 65536"));
}
