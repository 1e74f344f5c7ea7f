using System.IO.Pipelines;
using Orbit.Storage.Testing;
using Orbit.Storage.Testing.Content;
using Orbit.Storage.Testing.Faults;
using Orbit.Storage.Testing.Scripted;

namespace Orbit.Storage.Conformance.Tests.Engine;

public sealed class FailedRangeTests : EngineFixture
{
    private const int Range = 64 * KiB;
    private readonly PatternedContent _content = new(10 * Range, seed: 25);

    [Test]
    public async Task R25_RangeFailsForGood_BytesBeforeItAreDelivered([Values(0, 1, 5, 9)] int range)
    {
        ScriptedBackend store = Open();
        store.Plant("object", _content.ToArray());
        store.Faults.Add(StorageCall.OpenRange, Fault.Throw(StorageErrorKind.PermissionDenied), times: int.MaxValue, when: call => call.Span!.Value.Offset >= range * Range);
        long delivered = 0;

        StorageException failure = await StorageAssert.FailsAsync(async () =>
        {
            await using StorageContent opened = await store.OpenReadAsync("object", new ReadOptions { Transfer = Parts(Range) }, Token);
            while (true)
            {
                ReadResult result = await opened.Reader.ReadAsync(Token);
                foreach (ReadOnlyMemory<byte> piece in result.Buffer)
                {
                    Assert.That(_content.FindDifference(delivered, piece.Span), Is.Null);
                    delivered += piece.Length;
                }

                opened.Reader.AdvanceTo(result.Buffer.End);
                Assert.That(result.IsCompleted, Is.False);
            }
        }, StorageErrorKind.PermissionDenied);

        Assert.That(delivered, Is.EqualTo(range * Range));
        Assert.That(store.Log.InFlight, Is.Zero);
        Assert.That(failure.Path, Is.EqualTo((StoragePath?)"object"));
    }

    [Test]
    public async Task R25_RangeFailsWhileOthersHang_TheOthersAreStopped()
    {
        ScriptedBackend store = Open();
        store.Plant("object", _content.ToArray());
        store.Faults.Add(StorageCall.OpenRange, Fault.HangBody(10), times: int.MaxValue, when: call => call.Span!.Value.Offset > 0);
        store.Faults.Add(StorageCall.OpenRange, Fault.Throw(StorageErrorKind.PermissionDenied), when: call => call.Span!.Value.Offset == 0);

        await StorageAssert.FailsAsync(() => ReadAsync(store, "object", _content, new ReadOptions { Transfer = Parts(Range) }).WaitAsync(Prompt, Token), StorageErrorKind.PermissionDenied);

        Assert.That(store.OpenHandles, Is.Zero);
    }

    [Test]
    public async Task A04_CancelledWhileBodiesHang_EndsAndTheNextReadWorks()
    {
        ScriptedBackend store = Open();
        store.Plant("object", _content.ToArray());
        store.Faults.Add(StorageCall.OpenRange, Fault.HangBody(1000), times: int.MaxValue);
        using CancellationTokenSource canceler = CancellationTokenSource.CreateLinkedTokenSource(Token);
        StorageContent opened = await store.OpenReadAsync("object", new ReadOptions { Transfer = Parts(Range) }, canceler.Token);
        Task drain = _content.MatchesAsync(opened.Reader, null, Token);
        await WaitForAsync(() => store.OpenHandles > 1);

        await canceler.CancelAsync();

        await StorageAssert.ThrowsAsync<OperationCanceledException>(() => drain.WaitAsync(Prompt, Token));
        await opened.DisposeAsync().AsTask().WaitAsync(Prompt, Token);
        Assert.That(store.OpenHandles, Is.Zero);
        store.Faults.Clear();
        await ReadAsync(store, "object", _content, new ReadOptions { Transfer = Parts(Range) });
    }
}
