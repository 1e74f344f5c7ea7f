using Orbit.Storage.Testing;
using Orbit.Storage.Testing.Content;
using Orbit.Storage.Testing.Faults;
using Orbit.Storage.Testing.Scripted;

namespace Orbit.Storage.Conformance.Tests.Engine;

public sealed class BrokenBodyTests : EngineFixture
{
    private readonly PatternedContent _content = new((5 * 64 * KiB) + 13, seed: 20);

    [Test]
    public async Task R20_BodyBreaks_IsResumedAtTheByteItReached([Values(0, 1, 40_000)] int after)
    {
        ScriptedBackend store = OpenWithContent();
        store.Faults.Add(StorageCall.OpenRange, Fault.BreakBody(after), when: call => call.Span!.Value.Offset == 64 * KiB);

        await ReadAsync(store, "object", _content, new ReadOptions { Transfer = Parts(64 * KiB, concurrency: 2) });

        ObservedCall[] second = [.. store.Log.Of(StorageCall.OpenRange).Where(call => call.Span!.Value.Offset >= 64 * KiB && call.Span!.Value.End == 128 * KiB)];
        Assert.That(second.Select(call => call.Span!.Value.Offset), Is.EqualTo(new long[] { 64 * KiB, (64 * KiB) + after }));
    }

    [Test]
    public async Task R20_SeveralBreaksAndRefusals_ContentIsExact([Values(1, 4)] int concurrency)
    {
        ScriptedBackend store = OpenWithContent();
        store.Faults.Add(StorageCall.OpenRange, Fault.BreakBody(10_000), times: 3, when: call => call.Number % 3 == 1);
        store.Faults.Add(StorageCall.OpenRange, Fault.Throw(StorageErrorKind.RateLimited), times: 3, when: call => call.Number % 3 == 2);

        await ReadAsync(store, "object", _content, new ReadOptions { Transfer = Parts(64 * KiB, concurrency) });

        Assert.That(store.Faults.Struck, Is.GreaterThanOrEqualTo(4));
    }

    [Test]
    public async Task R20_ReplacedBetweenTwoRanges_IsObjectChanged()
    {
        ScriptedBackend store = OpenWithContent();
        store.Faults.Add(StorageCall.OpenRange, Fault.Run((_, _) =>
        {
            store.Plant("object", new PatternedContent(_content.Length, seed: 21).ToArray());
            return default;
        }), skip: 2);

        await StorageAssert.FailsAsync(() => ReadAsync(store, "object", _content, new ReadOptions { Transfer = Parts(64 * KiB, concurrency: 1, window: 64 * KiB) }), StorageErrorKind.ObjectChanged);
    }

    [Test]
    public async Task R23_BodyEndsEarlyAgainAndAgain_IsLengthMismatch([Values(0, 1, 40_000)] int after, [Values(1, 4)] int concurrency)
    {
        ScriptedBackend store = OpenWithContent();
        store.Faults.Add(StorageCall.OpenRange, Fault.EndBody(after == 0 ? 0 : after), times: int.MaxValue, when: call => call.Span!.Value.Offset >= 64 * KiB);
        store.Faults.Add(StorageCall.OpenRange, Fault.EndBody(0), times: int.MaxValue, when: call => call.Span!.Value.Offset >= (64 * KiB) + after);

        Task read = ReadAsync(store, "object", _content, new ReadOptions { Transfer = Parts(64 * KiB, concurrency) });
        if (after == 0)
        {
            await StorageAssert.FailsAsync(() => read, StorageErrorKind.LengthMismatch);
        }
        else
        {
            // Bytes that come are bytes gained: short bodies that move on may be put together, but never taken for the whole.
            await AnswersOrMismatchesAsync(read);
        }
    }

    private static async Task AnswersOrMismatchesAsync(Task read)
    {
        try
        {
            await read;
        }
        catch (StorageException failure) when (failure.Kind is StorageErrorKind.LengthMismatch)
        {
        }
    }

    private ScriptedBackend OpenWithContent()
    {
        ScriptedBackend store = OpenTimeless();
        store.Plant("object", _content.ToArray());
        return store;
    }
}
