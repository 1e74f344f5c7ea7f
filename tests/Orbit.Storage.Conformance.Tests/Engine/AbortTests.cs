using Orbit.Storage.Testing;
using Orbit.Storage.Testing.Content;
using Orbit.Storage.Testing.Faults;
using Orbit.Storage.Testing.Scripted;

namespace Orbit.Storage.Conformance.Tests.Engine;

public sealed class AbortTests : EngineFixture
{
    [Test]
    public async Task A03_CancelledWithFourPartsUnderWay_AbortsAfterThemWithItsOwnToken()
    {
        ScriptedBackend store = Open();
        store.Plant("target", [1, 2, 3]);
        using CancellationTokenSource canceler = CancellationTokenSource.CreateLinkedTokenSource(Token);
        store.Faults.Add(StorageCall.WritePart, Fault.Hang(), times: int.MaxValue);
        (bool IsCanceled, int Running)? atAbort = null;
        store.Faults.Add(StorageCall.AbortParts, Fault.Run((_, token) =>
        {
            atAbort = (token.IsCancellationRequested, store.Log.InFlight - 1);
            return default;
        }));
        PatternedSource source = new PatternedContent(long.MaxValue).OpenSource();
        Task<WriteResult> write = Task.Run(() => store.WriteAsync("target", source, new WriteOptions { Transfer = Parts(64 * KiB) }, canceler.Token), Token);
        await WaitForAsync(() => store.Log.Peak(StorageCall.WritePart) == 4);

        await canceler.CancelAsync();

        await StorageAssert.ThrowsAsync<OperationCanceledException>(() => write.WaitAsync(Prompt, CancellationToken.None));
        Assert.That(atAbort, Is.EqualTo((false, 0)), "the abort must come with its own token and after all parts");
        Assert.That(store.Peek("target")!.Value.ToArray(), Is.EqualTo(new byte[] { 1, 2, 3 }));
        Assert.That(await source.AssertReleased(), Is.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task A03_AbortFails_TheFirstFailureIsSeen()
    {
        ScriptedBackend store = Open();
        store.Faults.Add(StorageCall.WritePart, Fault.Throw(StorageErrorKind.QuotaExceeded), skip: 1);
        store.Faults.Add(StorageCall.AbortParts, Fault.Throw(StorageErrorKind.PermissionDenied));

        await StorageAssert.FailsAsync(() => WriteAsync(store, "target", new PatternedContent(10 * KiB), Parts(KiB)), StorageErrorKind.QuotaExceeded);

        // Nobody else would close what the failed abort left; the test does, so that the check at its end holds.
        Assert.That(store.OpenUploads, Is.EqualTo(1));
        store.ForgetUploads();
    }

    [Test]
    public async Task F06_DiskFull_AtAnyStep_LeavesTheTargetAsItWas(
        [Values(StorageCall.OpenSink, StorageCall.BeginParts, StorageCall.WritePart, StorageCall.CompleteParts)] StorageCall step)
    {
        ScriptedBackend store = Open();
        store.Plant("target", [1, 2, 3]);
        store.Faults.Add(step, Fault.Throw(StorageErrorKind.QuotaExceeded), times: int.MaxValue);

        await StorageAssert.FailsAsync(() => WriteAsync(store, "target", new PatternedContent(10 * KiB), Parts(KiB)), StorageErrorKind.QuotaExceeded);

        Assert.That(store.Peek("target")!.Value.ToArray(), Is.EqualTo(new byte[] { 1, 2, 3 }));
    }
}
