using Orbit.Storage.Testing;
using Orbit.Storage.Testing.Faults;
using Orbit.Storage.Testing.Scripted;

namespace Orbit.Storage.Conformance.Tests.Engine;

public sealed class LazyListingTests : EngineFixture
{
    private static readonly ListOptions Recursive = new() { Recursive = true };

    [Test]
    public async Task L28_FirstEntry_ComesBeforeTheThirdPageIsAsked()
    {
        ScriptedBackend store = OpenWithKeys(25_000);
        int count = 0;
        await foreach (StorageEntry entry in store.ListAsync("", Recursive, Token))
        {
            int allowed = (count / 1000) + 2;
            Assert.That(store.Log.Count(StorageCall.ReadPage), Is.LessThanOrEqualTo(allowed), entry.Path.Value);
            count++;
        }

        Assert.That((count, store.Log.Count(StorageCall.ReadPage)), Is.EqualTo((25_000, 25)));
    }

    [Test]
    public void L28_NotEnumerated_NothingIsAsked()
    {
        ScriptedBackend store = OpenWithKeys(10);

        _ = store.ListAsync("", Recursive, Token);

        Assert.That(store.Log.Calls, Is.Empty);
    }

    [Test]
    public async Task L29_LeftEarly_NothingMoreIsAsked([Values] bool prefetch)
    {
        ScriptedBackend store = OpenWithKeys(100);
        await foreach (StorageEntry _ in store.ListAsync("", new ListOptions { Recursive = true, PageSize = 10, Prefetch = prefetch }, Token))
        {
            break;
        }

        int asked = store.Log.Count(StorageCall.ReadPage);
        Assert.That(asked, Is.InRange(1, prefetch ? 2 : 1));
        Assert.That((store.Log.InFlight, store.OpenHandles), Is.EqualTo((0, 0)));
    }

    [Test]
    public async Task L29_LeftEarlyWhileAPageHangs_EndsSoon()
    {
        ScriptedBackend store = OpenWithKeys(100);
        store.Faults.Add(StorageCall.ReadPage, Fault.Hang(), skip: 1);
        IAsyncEnumerator<StorageEntry> entries = store.ListAsync("", new ListOptions { Recursive = true, PageSize = 10 }, Token).GetAsyncEnumerator(Token);
        Assert.That(await entries.MoveNextAsync());

        await entries.DisposeAsync().AsTask().WaitAsync(Prompt, Token);

        Assert.That((store.Log.InFlight, store.OpenHandles), Is.EqualTo((0, 0)));
    }

    [Test]
    public async Task A05_CancelledBetweenPages_NothingMoreIsAsked()
    {
        ScriptedBackend store = OpenWithKeys(100);
        using CancellationTokenSource canceler = CancellationTokenSource.CreateLinkedTokenSource(Token);
        IAsyncEnumerator<StorageEntry> entries = store.ListAsync("", new ListOptions { Recursive = true, PageSize = 10, Prefetch = false }, canceler.Token).GetAsyncEnumerator(Token);
        await using (entries)
        {
            Assert.That(await entries.MoveNextAsync());
            await canceler.CancelAsync();
            await StorageAssert.ThrowsAsync<OperationCanceledException>(async () =>
            {
                while (await entries.MoveNextAsync())
                {
                }
            });
        }

        Assert.That(store.Log.Count(StorageCall.ReadPage), Is.EqualTo(1));
    }

    [Test]
    public async Task A05_CancelledWhileAPageHangs_EndsSoon()
    {
        ScriptedBackend store = OpenWithKeys(100);
        store.Faults.Add(StorageCall.ReadPage, Fault.Hang());
        using CancellationTokenSource canceler = CancellationTokenSource.CreateLinkedTokenSource(Token);
        IAsyncEnumerator<StorageEntry> entries = store.ListAsync("", Recursive, canceler.Token).GetAsyncEnumerator(Token);
        await using (entries)
        {
            Task<bool> first = entries.MoveNextAsync().AsTask();
            await WaitForAsync(() => store.Log.InFlight == 1);
            await canceler.CancelAsync();
            await StorageAssert.ThrowsAsync<OperationCanceledException>(() => first.WaitAsync(Prompt, Token));
        }
    }

    private ScriptedBackend OpenWithKeys(int count)
    {
        ScriptedBackend store = Open();
        for (int i = 0; i < count; i++)
        {
            store.Plant($"{i:00000}", []);
        }

        return store;
    }
}
