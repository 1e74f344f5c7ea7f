using Orbit.Storage.Testing;
using Orbit.Storage.Testing.Faults;
using Orbit.Storage.Testing.Scripted;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Conformance.Tests.Engine;

public sealed class ListingLoopTests : EngineFixture
{
    private static readonly ListOptions InPairs = new() { Recursive = true, PageSize = 2 };

    [Test]
    public async Task L27_TokenRepeated_IsListingLoop([Values("2", "4")] string token)
    {
        ScriptedBackend store = OpenWithKeys(20);
        store.Faults.Add(StorageCall.ReadPage, Fault.ChangePage(page => new ListPage(page.Entries, hasMore: true, token)), skip: 1, times: int.MaxValue);

        await StorageAssert.FailsAsync(() => ListAsync(store), StorageErrorKind.ListingLoop);

        Assert.That(store.Log.Count(StorageCall.ReadPage), Is.LessThanOrEqualTo(6));
    }

    [Test]
    public async Task L27_MoreWithoutToken_IsListingLoop([Values(null, "")] string? token)
    {
        ScriptedBackend store = OpenWithKeys(20);
        store.Faults.Add(StorageCall.ReadPage, Fault.ChangePage(page => new ListPage(page.Entries, hasMore: true, token)), skip: 1);

        await StorageAssert.FailsAsync(() => ListAsync(store), StorageErrorKind.ListingLoop);
    }

    [Test]
    public async Task L27_EmptyPagesWithTheSameToken_IsListingLoop()
    {
        ScriptedBackend store = OpenWithKeys(20);
        store.Faults.Add(StorageCall.ReadPage, Fault.ChangePage(_ => new ListPage([], hasMore: true, "4")), skip: 1, times: int.MaxValue);

        await StorageAssert.FailsAsync(() => ListAsync(store), StorageErrorKind.ListingLoop);

        Assert.That(store.Log.Count(StorageCall.ReadPage), Is.LessThanOrEqualTo(5));
    }

    [Test]
    public async Task L27_EmptyPagesWithNewTokens_AreReadPast()
    {
        ScriptedBackend store = OpenWithKeys(20);
        store.Faults.Add(StorageCall.ReadPage, Fault.ChangePage(page => new ListPage([], page.HasMore, page.Continuation)), skip: 1, times: 3);

        Assert.That(await ListAsync(store), Has.Count.EqualTo(14));
    }

    private static async Task<IReadOnlyList<StorageEntry>> ListAsync(ScriptedBackend store)
    {
        List<StorageEntry> entries = [];
        await foreach (StorageEntry entry in store.ListAsync("", InPairs, Token))
        {
            entries.Add(entry);
        }

        return entries;
    }

    private ScriptedBackend OpenWithKeys(int count)
    {
        ScriptedBackend store = Open();
        for (int i = 0; i < count; i++)
        {
            store.Plant($"{i:000}", []);
        }

        return store;
    }
}
