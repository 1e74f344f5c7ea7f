using Orbit.Storage.Testing;
using Orbit.Storage.Testing.Content;
using Orbit.Storage.Testing.Faults;
using Orbit.Storage.Testing.Scripted;

namespace Orbit.Storage.Conformance.Tests.Engine;

public sealed class PortFailureTests : EngineFixture
{
    private static readonly StorageErrorKind[] FinalKinds = [.. Enum.GetValues<StorageErrorKind>().Where(kind => !new StorageFault(kind, "x").IsTransient)];

    [Test]
    public async Task E02_FaultOfThePort_IsSeenAsItIs([ValueSource(nameof(FinalKinds))] StorageErrorKind kind)
    {
        ScriptedBackend store = Open();
        StorageFault fault = new(kind, "the server said so.") { ServerCode = "403 X", RequestId = "request 17" };
        store.Plant("e02", [1]);
        foreach (StorageCall call in new[] { StorageCall.Stat, StorageCall.OpenRange, StorageCall.WritePart })
        {
            store.Faults.Add(call, Fault.Throw(() => new StorageException(fault, null)), times: int.MaxValue);
        }

        (string Operation, Func<Task> Call)[] calls =
        [
            ("stat", () => store.StatAsync("e02", Token)),
            ("read", () => ReadAsync(store, "e02", new PatternedContent(1))),
            ("write", () => WriteAsync(store, "e02", new PatternedContent(3 * KiB), Parts(KiB))),
        ];
        foreach ((string operation, Func<Task> call) in calls)
        {
            StorageException failure = await StorageAssert.FailsAsync(call, kind);
            Assert.That(
                (failure.Backend, failure.Operation, failure.Path, failure.ServerCode, failure.RequestId, failure.IsTransient),
                Is.EqualTo(("scripted", operation, (StoragePath?)"e02", "403 X", "request 17", false)));
            Assert.That(failure.Message, Does.Contain("e02").And.Contain("the server said so."));
        }
    }
}
