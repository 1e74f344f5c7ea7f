namespace Orbit.Storage.Tests.Listing;

public class ListingCancellationTests
{
    [Test]
    public void List_CancelledBeforeItBegins_AsksForNothing([Values] bool atTheCall)
    {
        TreeBackend tree = new TreeBackend().With("a");
        CancellationToken token = new(canceled: true);
        IAsyncEnumerable<StorageEntry> listing = tree.ListAsync("", null, atTheCall ? token : default);

        OperationCanceledException failure = Assert.CatchAsync<OperationCanceledException>(async () => await listing.GetAsyncEnumerator(atTheCall ? default : token).MoveNextAsync());

        Assert.That(failure.CancellationToken, Is.EqualTo(token));
        Assert.That(tree.Requests, Is.Empty);
    }

    [Test]
    public async Task List_CancelledBetweenEntries_StopsAtTheNext([Values] bool atTheCall, [Values] bool prefetch)
    {
        TreeBackend tree = new TreeBackend { PageSize = 5 }.With([.. Enumerable.Range(0, 25).Select(i => $"f{i:00}")]);
        using CancellationTokenSource cancellation = new();
        IAsyncEnumerable<StorageEntry> listing = tree.ListAsync("", new ListOptions { Prefetch = prefetch }, atTheCall ? cancellation.Token : default);
        await using IAsyncEnumerator<StorageEntry> enumerator = listing.GetAsyncEnumerator(atTheCall ? default : cancellation.Token);
        await enumerator.MoveNextAsync();
        int requests = tree.Requests.Count;

        await cancellation.CancelAsync();
        OperationCanceledException failure = Assert.CatchAsync<OperationCanceledException>(async () => await enumerator.MoveNextAsync());

        Assert.That(failure.CancellationToken, Is.EqualTo(cancellation.Token));
        Assert.That(tree.Requests, Has.Count.EqualTo(requests));
        Assert.That(tree.OpenSources, Is.Zero);
    }

    [Test]
    public async Task List_CancelledWhileAPageIsAwaited_StopsIt()
    {
        TaskCompletionSource asked = new();
        TreeBackend tree = new()
        {
            OnPage = async (_, _, token) =>
            {
                asked.SetResult();
                await Task.Delay(Timeout.Infinite, token);
                return null;
            },
        };
        using CancellationTokenSource cancellation = new();
        await using IAsyncEnumerator<StorageEntry> enumerator = tree.ListAsync("", null, cancellation.Token).GetAsyncEnumerator();
        ValueTask<bool> moving = enumerator.MoveNextAsync();
        await asked.Task;

        await cancellation.CancelAsync();
        OperationCanceledException failure = Assert.CatchAsync<OperationCanceledException>(async () => await moving);

        Assert.That(failure.CancellationToken, Is.EqualTo(cancellation.Token));
        Assert.That(tree.OpenSources, Is.Zero);
    }
}
