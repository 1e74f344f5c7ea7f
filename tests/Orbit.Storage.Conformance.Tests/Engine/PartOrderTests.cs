using Orbit.Storage.Testing;
using Orbit.Storage.Testing.Content;
using Orbit.Storage.Testing.Faults;
using Orbit.Storage.Testing.Scripted;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Conformance.Tests.Engine;

public sealed class PartOrderTests : EngineFixture
{
    [Test]
    public async Task W22_PartsStoredOutOfOrder_ContentIsInOrder()
    {
        PatternedContent content = new((2 * 64 * KiB) + 100, seed: 22);
        ScriptedBackend store = Open();
        TaskCompletionSource second = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource first = new(TaskCreationOptions.RunContinuationsAsynchronously);
        store.Faults.Add(StorageCall.WritePart, Fault.Run(async (_, token) => await second.Task.WaitAsync(token)), when: call => call.PartIndex == 1);
        store.Faults.Add(StorageCall.WritePart, Fault.Run(async (_, token) => { await first.Task.WaitAsync(token); second.SetResult(); }), when: call => call.PartIndex == 0);
        store.Faults.Add(StorageCall.WritePart, Fault.Run((_, _) => { first.SetResult(); return default; }), when: call => call.PartIndex == 2);

        WriteResult result = await WriteAsync(store, "w22", content, Parts(64 * KiB));

        Assert.That(result.ETag, Is.Not.Null.And.Not.Empty);
        content.Matches(store.Peek("w22")!.Value.Span);
    }

    [Test]
    public async Task W24_ReceiptMissing_FailsWithoutPublishing([Values(0, 1, 2)] int part)
    {
        ScriptedBackend store = Open();
        store.Faults.Add(StorageCall.WritePart, Fault.ChangeReceipt(_ => null), when: call => call.PartIndex == part);

        StorageException failure = await StorageAssert.FailsAsync(() => WriteAsync(store, "w24", new PatternedContent(3 * KiB), Parts(KiB)), StorageErrorKind.Other);

        Assert.That(failure.Message, Does.Contain("missing").And.Contain($"part {part}"));
        AssertAborted(store);
    }

    [Test]
    public async Task W24_ReceiptOfAnotherPart_FailsWithoutPublishing()
    {
        ScriptedBackend store = Open();
        store.Faults.Add(StorageCall.WritePart, Fault.ChangeReceipt(_ => new PartReceipt(0, KiB)), when: call => call.PartIndex == 1);

        await StorageAssert.FailsAsync(() => WriteAsync(store, "w24", new PatternedContent(3 * KiB), Parts(KiB)), StorageErrorKind.Other);

        AssertAborted(store);
    }

    [Test]
    public async Task W24_PartFailed_FailsWithItsFailureWithoutPublishing([Values(0, 1, 2)] int part)
    {
        ScriptedBackend store = Open();
        store.Faults.Add(StorageCall.WritePart, Fault.Throw(StorageErrorKind.PermissionDenied), when: call => call.PartIndex == part);

        await StorageAssert.FailsAsync(() => WriteAsync(store, "w24", new PatternedContent(3 * KiB), Parts(KiB)), StorageErrorKind.PermissionDenied);

        AssertAborted(store);
    }

    private static void AssertAborted(ScriptedBackend store)
    {
        Assert.That((store.Log.Count(StorageCall.CompleteParts), store.Log.Count(StorageCall.AbortParts)), Is.EqualTo((0, 1)));
        Assert.That(store.Keys, Is.Empty);
    }
}
