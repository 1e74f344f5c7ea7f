using Orbit.Storage.Testing;
using Orbit.Storage.Testing.Content;
using Orbit.Storage.Testing.Faults;
using Orbit.Storage.Testing.Scripted;

namespace Orbit.Storage.Conformance.Tests.Engine;

public sealed class CopyThroughTests : EngineFixture
{
    private readonly PatternedContent _content = new((20 * 64 * KiB) + 7, seed: 9);

    [Test]
    public async Task M09_CopyInParts_IsExact([Values(1, 2, 8)] int concurrency)
    {
        ScriptedBackend store = OpenWithContent(null);

        await store.CopyAsync("source", "target", new CopyOptions { Transfer = Parts(64 * KiB, concurrency) }, Token);

        _content.Matches(store.Peek("target")!.Value.Span);
    }

    [Test]
    public async Task M09_CopyFails_LeavesNoDestination([Values(StorageCall.OpenRange, StorageCall.WritePart, StorageCall.CompleteParts)] StorageCall call)
    {
        ScriptedBackend store = OpenWithContent(null);
        store.Faults.Add(call, Fault.Throw(StorageErrorKind.PermissionDenied), skip: call == StorageCall.CompleteParts ? 0 : 5, times: int.MaxValue);

        await StorageAssert.FailsAsync(() => store.CopyAsync("source", "target", new CopyOptions { Transfer = Parts(64 * KiB) }, Token), StorageErrorKind.PermissionDenied);

        Assert.That(store.Keys, Is.EqualTo(new StoragePath[] { "source" }));
    }

    // Each copy reads and writes at once, and each body and each part holds a connection.
    [Test]
    public async Task C04_MoreCopiesThanConnections_AllComeToTheirEnd([Values(2, 3, 4)] int connections)
    {
        ScriptedBackend store = OpenWithContent(connections);

        await Task.WhenAll(Enumerable.Range(0, connections + 1).Select(i => Task.Run(() => store.CopyAsync("source", $"target{i}", new CopyOptions { Transfer = Parts(64 * KiB) }, Token), Token)));

        for (int i = 0; i <= connections; i++)
        {
            _content.Matches(store.Peek($"target{i}")!.Value.Span);
        }
    }

    private ScriptedBackend OpenWithContent(int? connections)
    {
        ScriptedBackend store = Open(new ScriptedBackendOptions { Retry = Quick, MaxConnections = connections });
        store.Plant("source", _content.ToArray());
        return store;
    }
}
