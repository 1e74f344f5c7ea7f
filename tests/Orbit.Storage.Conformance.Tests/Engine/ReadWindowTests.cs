using System.IO.Pipelines;
using Orbit.Storage.Testing.Content;
using Orbit.Storage.Testing.Faults;
using Orbit.Storage.Testing.Scripted;

namespace Orbit.Storage.Conformance.Tests.Engine;

public sealed class ReadWindowTests : EngineFixture
{
    private const int Range = 64 * KiB;

    [Test]
    public async Task R17_AnySizeAndWindow_IsExactAndWithinTheWindow([Values(0, 1, Range - 1, Range, Range + 1, (7 * Range) + 13)] int size, [Values(1, 2, 3, 8)] int window)
    {
        PatternedContent content = new(size, seed: 17);
        ScriptedBackend store = OpenTimeless();
        store.Plant("object", content.ToArray());

        await ReadAsync(store, "object", content, new ReadOptions { Transfer = Parts(Range, window, window * Range) });

        Assert.That(store.Log.Peak(StorageCall.OpenRange), Is.LessThanOrEqualTo(window));
        AssertEachByteOnce(store, size);
    }

    [Test]
    public async Task C07_SlowConsumer_NothingIsAskedBeyondTheWindow([Values(1, 2, 4)] int window)
    {
        PatternedContent content = new(20 * Range, seed: 7);
        ScriptedBackend store = OpenTimeless();
        store.Plant("object", content.ToArray());

        await using StorageContent opened = await store.OpenReadAsync("object", new ReadOptions { Transfer = Parts(Range, window, window * Range) }, Token);
        ReadResult first = await opened.Reader.ReadAsync(Token);
        opened.Reader.AdvanceTo(first.Buffer.Start);
        long asked = await SettleAsync(store);

        Assert.That(asked, Is.LessThanOrEqualTo((window + 1) * Range));
        Assert.That(Memory.PeakReserved, Is.LessThanOrEqualTo(Math.Max(window, 2) * 2 * Range));
    }

    private static void AssertEachByteOnce(ScriptedBackend store, long size)
    {
        ByteSpan[] spans = [.. store.Log.Of(StorageCall.OpenRange).Select(call => call.Span!.Value).OrderBy(span => span.Offset)];
        Assert.That(spans.Sum(span => span.Length), Is.EqualTo(size));
        Assert.That(spans.Zip(spans.Skip(1)).All(pair => pair.First.End == pair.Second.Offset));
    }

    // Waits until nothing more has been asked for a while.
    private static async Task<long> SettleAsync(ScriptedBackend store)
    {
        long asked = -1;
        for (int quiet = 0; quiet < 20; quiet++)
        {
            long now = store.Log.Of(StorageCall.OpenRange).Sum(call => call.Span!.Value.Length);
            quiet = now == asked ? quiet : 0;
            asked = now;
            await Task.Delay(5, Token);
        }

        return asked;
    }
}
