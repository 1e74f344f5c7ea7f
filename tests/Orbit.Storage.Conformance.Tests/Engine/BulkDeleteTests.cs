using Orbit.Storage.Testing.Faults;
using Orbit.Storage.Testing.Scripted;

namespace Orbit.Storage.Conformance.Tests.Engine;

public sealed class BulkDeleteTests : EngineFixture
{
    [TestCase(2, 5, 3)]
    [TestCase(1000, 1001, 2)]
    [TestCase(1000, 1000, 1)]
    [TestCase(1000, 0, 0)]
    public async Task D04_ManyKeys_AreAsFewRequestsAsTheLimitAllows(int limit, int keys, int requests)
    {
        ScriptedBackend store = Open(new ScriptedBackendOptions { Capabilities = new StorageCapabilities { BulkDeleteLimit = limit, RecursiveListing = true } });
        StoragePath[] paths = [.. Enumerable.Range(0, keys).Select(i => new StoragePath($"{i:0000}"))];
        Array.ForEach(paths, path => store.Plant(path, []));

        List<StoragePath> deleted = [];
        await foreach (DeleteResult result in store.DeleteManyAsync(paths, Token))
        {
            Assert.That(result.IsDeleted);
            deleted.Add(result.Path);
        }

        Assert.That(deleted, Is.EqualTo(paths));
        Assert.That(store.Keys, Is.Empty);
        Assert.That(store.Log.Count(StorageCall.DeleteMany), Is.EqualTo(requests));
    }
}
