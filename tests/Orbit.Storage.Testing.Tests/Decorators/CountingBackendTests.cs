using Orbit.Storage.Memory;
using Orbit.Storage.Testing.Content;
using Orbit.Storage.Testing.Decorators;
using Orbit.Storage.Testing.Faults;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Testing.Tests.Decorators;

public sealed class CountingBackendTests
{
    private readonly CountingBackend _backend = new(new MemoryBackend());

    [TearDown]
    public async Task DisposeAsync() => await _backend.DisposeAsync();

    [Test]
    public async Task Transfers_BytesAndCalls_AreCounted()
    {
        PatternedContent content = new(300_000);
        await _backend.WriteAsync("object", content.OpenSource());
        await using (StorageContent opened = await _backend.OpenReadAsync("object"))
        {
            await content.MatchesAsync(opened.Reader);
        }

        Assert.That((_backend.BytesWritten, _backend.BytesRead), Is.EqualTo((300_000L, 300_000L)));
        Assert.That((_backend.Log.Count(StorageCall.Write), _backend.Log.Count(StorageCall.OpenRead), _backend.Log.Count(StorageCall.Stat)), Is.EqualTo((1, 1, 0)));
    }

    [Test]
    public async Task OpenedAndDisposed_ShowWhatIsStillOpen()
    {
        await _backend.WriteAsync("object", new PatternedContent(100).OpenSource());
        StorageContent content = await _backend.OpenReadAsync("object");
        IRangeSource source = await _backend.OpenRangesAsync("object");
        IRangeBody body = await source.OpenAsync(new ByteSpan(0, 10), CancellationToken.None);
        Assert.That((_backend.Opened, _backend.Disposed), Is.EqualTo((3L, 0L)));

        await body.DisposeAsync();
        await body.DisposeAsync();
        await source.DisposeAsync();
        await content.DisposeAsync();

        Assert.That((_backend.Opened, _backend.Disposed), Is.EqualTo((3L, 3L)));
    }

    [Test]
    public async Task PeakInFlight_CallsAtOnce_AreCounted()
    {
        await using FaultInjectingBackend slow = new(new MemoryBackend());
        TaskCompletionSource gate = new();
        slow.Faults.Add(StorageCall.Stat, Fault.Run(async (_, _) => await gate.Task), times: int.MaxValue);
        CountingBackend counting = new(slow);

        Task[] calls = [.. Enumerable.Range(0, 5).Select(_ => counting.StatAsync(""))];
        Assert.That((counting.Log.InFlight, counting.Log.PeakInFlight, counting.Log.Peak(StorageCall.Stat)), Is.EqualTo((5, 5, 5)));
        gate.SetResult();
        await Task.WhenAll(calls);

        Assert.That((counting.Log.InFlight, counting.Log.PeakInFlight), Is.EqualTo((0, 5)));
        Assert.That(counting.Log.Calls.Select(call => call.Number), Is.EqualTo(new[] { 1, 2, 3, 4, 5 }));
    }
}
