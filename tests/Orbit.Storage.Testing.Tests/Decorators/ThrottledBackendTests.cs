using System.IO.Pipelines;
using Microsoft.Extensions.Time.Testing;
using Orbit.Storage.Memory;
using Orbit.Storage.Testing.Content;
using Orbit.Storage.Testing.Decorators;

namespace Orbit.Storage.Testing.Tests.Decorators;

public sealed class ThrottledBackendTests
{
    private readonly FakeTimeProvider _time = new();

    [Test]
    public async Task Latency_EachCall_WaitsThatLong()
    {
        await using ThrottledBackend backend = new(new MemoryBackend(), new ThrottleOptions { Latency = TimeSpan.FromSeconds(1), Time = _time });

        Task<StorageEntry> stat = backend.StatAsync("");
        _time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.That(stat.IsCompleted, Is.False);
        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.That((await stat).Kind, Is.EqualTo(StorageEntryKind.Directory));
    }

    [Test]
    public async Task BytesPerSecond_Read_GivesATenthAtATime()
    {
        PatternedContent content = new(1000);
        MemoryBackend inner = new();
        await inner.WriteAsync("object", content.OpenSource());
        await using ThrottledBackend backend = new(inner, new ThrottleOptions { BytesPerSecond = 100, Time = _time });
        await using StorageContent opened = await backend.OpenReadAsync("object");

        Task<ReadResult> first = opened.Reader.ReadAsync().AsTask();
        Assert.That(first.IsCompleted, Is.False);
        _time.Advance(TimeSpan.FromMilliseconds(100));

        ReadResult result = await first;
        Assert.That(result.Buffer.Length, Is.EqualTo(10));
        opened.Reader.AdvanceTo(result.Buffer.End);
    }

    [Test]
    public async Task BytesPerSecond_WholeTransfer_IsExact()
    {
        PatternedContent content = new(100_000, seed: 2);
        await using ThrottledBackend backend = new(new MemoryBackend(), new ThrottleOptions { BytesPerSecond = 2_000_000 });

        await backend.WriteAsync("object", content.OpenSource());
        await using StorageContent opened = await backend.OpenReadAsync("object");

        await content.MatchesAsync(opened.Reader);
    }

    [Test]
    public void Options_OutOfBounds_AreRefused()
    {
        Assert.That(() => new ThrottledBackend(new MemoryBackend(), new ThrottleOptions { BytesPerSecond = 0 }), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new ThrottledBackend(new MemoryBackend(), new ThrottleOptions { Latency = TimeSpan.FromSeconds(-1) }), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }
}
