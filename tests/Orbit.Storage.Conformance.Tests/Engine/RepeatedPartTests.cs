using Orbit.Storage.Testing;
using Orbit.Storage.Testing.Content;
using Orbit.Storage.Testing.Faults;
using Orbit.Storage.Testing.Scripted;

namespace Orbit.Storage.Conformance.Tests.Engine;

public sealed class RepeatedPartTests : EngineFixture
{
    private const int AllParts = 10;

    private readonly PatternedContent _content = new(AllParts * 64 * KiB, seed: 10);

    // The store refuses a part that comes again with other bytes.
    [Test]
    public async Task E10_PartRepeated_HasTheSameNumberAndBytes([Values(0, 4, 9)] int part, [Values] bool tookEffect)
    {
        ScriptedBackend store = Open();
        store.Faults.Add(StorageCall.WritePart, tookEffect ? Fault.LoseAnswer() : Fault.Throw(StorageErrorKind.Network), times: 2, when: call => call.PartIndex == part);

        await WriteAsync(store, "e10", _content, Parts(64 * KiB));

        Assert.That(store.Log.Of(StorageCall.WritePart).Count(call => call.PartIndex == part), Is.EqualTo(3));
        Assert.That(store.Log.Of(StorageCall.WritePart).Where(call => call.PartIndex == part).Select(call => call.Span).Distinct().Count(), Is.EqualTo(1));
        _content.Matches(store.Peek("e10")!.Value.Span);
    }

    [Test]
    public async Task E10_EveryCallRepeatedOnce_ContentIsExact()
    {
        ScriptedBackend store = Open();
        store.Faults.Add(StorageCall.OpenSink, Fault.Throw(StorageErrorKind.Network));
        store.Faults.Add(StorageCall.BeginParts, Fault.Throw(StorageErrorKind.Network));
        foreach (int part in Enumerable.Range(0, AllParts))
        {
            store.Faults.Add(StorageCall.WritePart, Fault.Throw(StorageErrorKind.RateLimited), when: call => call.PartIndex == part);
        }

        store.Faults.Add(StorageCall.CompleteParts, Fault.Throw(StorageErrorKind.Network));

        await WriteAsync(store, "e10", _content, Parts(64 * KiB));

        Assert.That(store.Log.Of(StorageCall.WritePart), Has.Count.EqualTo(2 * AllParts));
        _content.Matches(store.Peek("e10")!.Value.Span);
    }

    [Test]
    public async Task E08_ErrorInsteadOfASuccess_IsNeverSuccess([Values(StorageCall.CompleteParts, StorageCall.WriteWhole)] StorageCall call)
    {
        ScriptedBackend store = Open();
        store.Faults.Add(call, Fault.Throw(StorageErrorKind.Other), times: int.MaxValue);
        PatternedContent content = call == StorageCall.WriteWhole ? new PatternedContent(10) : _content;

        await StorageAssert.FailsAsync(() => WriteAsync(store, "e08", content, Parts(64 * KiB)), StorageErrorKind.Other);

        Assert.That(store.Keys, Is.Empty);
    }

    [Test]
    public async Task E08_AnswerOfTheCommitLost_IsSuccessOrUnknownButNeverASecondTruth([Values] bool inParts)
    {
        ScriptedBackend store = Open();
        PatternedContent content = inParts ? _content : new PatternedContent(10, seed: 8);
        store.Faults.Add(inParts ? StorageCall.CompleteParts : StorageCall.WriteWhole, Fault.LoseAnswer());
        StorageErrorKind? outcome = null;

        try
        {
            await WriteAsync(store, "e08", content, Parts(64 * KiB));
        }
        catch (StorageException failure)
        {
            outcome = failure.Kind;
        }

        Assert.That(outcome, Is.Null.Or.EqualTo(StorageErrorKind.OutcomeUnknown));
        content.Matches(store.Peek("e08")!.Value.Span);
        store.ForgetUploads();
    }

    [Test]
    public async Task E08_AnswerOfACreateOnlyCommitLost_IsNeverAlreadyExists([Values] bool inParts)
    {
        ScriptedBackend store = Open();
        PatternedContent content = inParts ? _content : new PatternedContent(10, seed: 8);
        store.Faults.Add(inParts ? StorageCall.CompleteParts : StorageCall.WriteWhole, Fault.LoseAnswer());
        StorageErrorKind? outcome = null;

        try
        {
            await store.WriteAsync("e08", content.OpenSource(), new WriteOptions { Overwrite = false, Transfer = Parts(64 * KiB) }, Token);
        }
        catch (StorageException failure)
        {
            outcome = failure.Kind;
        }

        Assert.That(outcome, Is.Null.Or.EqualTo(StorageErrorKind.OutcomeUnknown));
        content.Matches(store.Peek("e08")!.Value.Span);
        store.ForgetUploads();
    }
}
