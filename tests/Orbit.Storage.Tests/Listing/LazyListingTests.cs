namespace Orbit.Storage.Tests.Listing;

public class LazyListingTests
{
    private static readonly string[] Files = [.. Enumerable.Range(0, 25).Select(i => $"f{i:00}")];

    [Test]
    public async Task List_NotEnumerated_AsksForNothing()
    {
        TreeBackend tree = new TreeBackend().With(Files);

        IAsyncEnumerator<StorageEntry> listing = tree.ListAsync("").GetAsyncEnumerator();
        await listing.DisposeAsync();

        Assert.That(tree.Requests, Is.Empty);
        Assert.That(tree.OpenSources, Is.Zero);
    }

    [Test]
    public async Task List_FirstPageConsumed_FetchesOnePageAheadAndNoMore()
    {
        TreeBackend tree = new TreeBackend { PageSize = 5 }.With(Files);
        await using IAsyncEnumerator<StorageEntry> listing = tree.ListAsync("").GetAsyncEnumerator();

        for (int i = 0; i < 5; i++)
        {
            await listing.MoveNextAsync();
            Assert.That(tree.Requests, Has.Count.EqualTo(2), $"after entry {i}");
        }

        await listing.MoveNextAsync();
        Assert.That(tree.Requests, Has.Count.EqualTo(3));
    }

    [Test]
    public async Task List_WithoutPrefetch_FetchesAPageWhenItIsNeeded()
    {
        TreeBackend tree = new TreeBackend { PageSize = 5 }.With(Files);
        await using IAsyncEnumerator<StorageEntry> listing = tree.ListAsync("", new ListOptions { Prefetch = false }).GetAsyncEnumerator();

        for (int i = 0; i < 5; i++)
        {
            await listing.MoveNextAsync();
            Assert.That(tree.Requests, Has.Count.EqualTo(1), $"after entry {i}");
        }

        await listing.MoveNextAsync();
        Assert.That(tree.Requests, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Dispose_PageUnderWay_CancelsItAndWaitsUntilItHasStopped()
    {
        TreeBackend tree = new TreeBackend { PageSize = 5 }.With(Files);
        TaskCompletionSource cancelled = new();
        TaskCompletionSource stop = new();
        tree.OnPage = async (_, continuation, token) =>
        {
            if (continuation is not null)
            {
                await using CancellationTokenRegistration registration = token.Register(cancelled.SetResult);
                await stop.Task;
                token.ThrowIfCancellationRequested();
            }

            return null;
        };
        IAsyncEnumerator<StorageEntry> listing = tree.ListAsync("").GetAsyncEnumerator();
        await listing.MoveNextAsync();

        Task disposing = listing.DisposeAsync().AsTask();
        await cancelled.Task;
        bool waited = !disposing.IsCompleted && tree.OpenSources == 1;
        stop.SetResult();
        await disposing;

        Assert.That(waited, Is.True);
        Assert.That(tree.OpenSources, Is.Zero);
        Assert.That(tree.Requests, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Dispose_InTheMiddle_AsksForNothingMore([Values] bool prefetch)
    {
        TreeBackend tree = new TreeBackend { PageSize = 5 }.With(Files);
        await foreach (StorageEntry entry in tree.ListAsync("", new ListOptions { Prefetch = prefetch }))
        {
            if (entry.Name == "f07")
            {
                break;
            }
        }

        Assert.That(tree.Requests, Has.Count.EqualTo(prefetch ? 3 : 2));
        Assert.That(tree.OpenSources, Is.Zero);
    }

    [Test]
    public async Task MoveNext_AfterTheEnd_StaysAtTheEndAndAsksForNothing()
    {
        TreeBackend tree = new TreeBackend().With("a");
        await using IAsyncEnumerator<StorageEntry> listing = tree.ListAsync("").GetAsyncEnumerator();
        while (await listing.MoveNextAsync())
        {
        }

        Assert.That(await listing.MoveNextAsync(), Is.False);
        Assert.That(tree.Requests, Has.Count.EqualTo(1));
        Assert.That(tree.OpenSources, Is.Zero);
    }

    [Test]
    public async Task List_EnumeratedTwice_BeginsAnew()
    {
        TreeBackend tree = new TreeBackend().With("a");
        IAsyncEnumerable<StorageEntry> listing = tree.ListAsync("");
        await foreach (StorageEntry _ in listing)
        {
        }

        tree.With("b");
        List<string> second = [];
        await foreach (StorageEntry entry in listing)
        {
            second.Add(entry.Name);
        }

        Assert.That(second, Is.EqualTo(new[] { "a", "b" }));
    }

    [Test]
    public async Task List_SourceFailsToClose_ShowsTheWholeListing()
    {
        TreeBackend tree = new TreeBackend { PageSize = 5, OnClose = () => throw new IOException("bad handle") }.With(Files);

        Assert.That(await tree.PathsAsync(""), Is.EqualTo(Files));
    }

    [Test]
    public async Task List_BackendDisposed_Fails()
    {
        TreeBackend tree = new TreeBackend().With("a");
        IAsyncEnumerable<StorageEntry> listing = tree.ListAsync("");
        await tree.DisposeAsync();

        Assert.That(async () => await listing.GetAsyncEnumerator().MoveNextAsync(), Throws.InstanceOf<ObjectDisposedException>());
    }
}
