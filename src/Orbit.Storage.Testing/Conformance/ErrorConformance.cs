using NUnit.Framework;

namespace Orbit.Storage.Testing.Conformance;

/// <summary>What a failure says.</summary>
/// <typeparam name="THarness">Makes the backend.</typeparam>
public abstract class ErrorConformance<THarness> : ConformanceFixture<THarness>
    where THarness : BackendHarness, new()
{
    /// <summary>E01: a failure names backend, operation and path, in members and in words, and counts as final.</summary>
    [Test]
    public async Task E01_Failure_NamesBackendOperationAndPath()
    {
        (string Operation, Func<Task> Call)[] calls =
        [
            ("stat", () => Backend.StatAsync("e01/missing", Token)),
            ("read", () => Backend.OpenReadAsync("e01/missing", null, Token)),
            ("read", () => Backend.OpenRangesAsync("e01/missing", null, Token)),
            ("rename", () => Backend.RenameAsync("e01/missing", "other", null, Token)),
            ("get attributes", () => Backend.GetAttributesAsync("e01/missing", Token)),
        ];
        foreach ((string operation, Func<Task> call) in calls)
        {
            StorageException failure = await StorageAssert.FailsAsync(call, StorageErrorKind.NotFound).ConfigureAwait(false);
            Assert.That((failure.Backend, failure.Operation, failure.Path), Is.EqualTo((Backend.Name, operation, (StoragePath?)"e01/missing")));
            Assert.That((failure.IsTransient, failure.Attempts), Is.EqualTo((false, 1)));
            Assert.That(failure.Message, Does.Contain("e01/missing"));
        }
    }

    /// <summary>E01: a backend that is disposed, even twice, says so.</summary>
    [Test]
    public async Task E01_DisposedBackend_IsObjectDisposed()
    {
        THarness other = new();
        await using (other.ConfigureAwait(false))
        {
            IStorageBackend backend = await other.StartAsync(StorageServices.Default, Token).ConfigureAwait(false);
            await backend.DisposeAsync().ConfigureAwait(false);
            await backend.DisposeAsync().ConfigureAwait(false);

            await StorageAssert.ThrowsAsync<ObjectDisposedException>(() => backend.StatAsync("file", Token)).ConfigureAwait(false);
        }
    }
}
