using Orbit.Storage.Resilience;
using Orbit.Storage.Tests.Listing;

namespace Orbit.Storage.Tests.Deleting;

public class BulkDeletionTests
{
    private static readonly string[] Seven = ["a", "b/c", "I'm a < & weird path", "😀", "d", "e", "f"];

    [Test]
    public async Task DeleteMany_AnyLimit_ReportsEachPathInOrder([Values(1, 2, 3, 1000)] int limit)
    {
        TreeBackend tree = new TreeBackend(Bulk(limit)).With([.. Seven.Where(path => path != "d"), "kept"]);

        List<DeleteResult> results = await CollectAsync(tree, Seven);

        Assert.That(results.Select(result => result.Path.Value), Is.EqualTo(Seven));
        Assert.That(results.Select(result => result.Error), Is.All.Null);
        Assert.That(tree.Remaining, Is.EqualTo(new[] { "kept" }));
    }

    [TestCase(2, 5, 3)]
    [TestCase(1000, 1001, 2)]
    [TestCase(5, 5, 1)]
    [TestCase(5, 0, 0)]
    public async Task DeleteMany_Limit_FillsTheRequests(int limit, int count, int requests)
    {
        TreeBackend tree = new(Bulk(limit));

        List<DeleteResult> results = await CollectAsync(tree, Enumerable.Range(0, count).Select(i => $"f{i}"));

        Assert.That(results, Has.Count.EqualTo(count));
        Assert.That(tree.Batches, Has.Count.EqualTo(requests));
    }

    [Test]
    public async Task DeleteMany_PathsThatFail_AreReportedBesideTheOthers([Values(1, 10)] int limit)
    {
        TreeBackend tree = new TreeBackend(Bulk(limit)).With("a", "b", "c");
        StorageFault refused = new(StorageErrorKind.PermissionDenied, "no.");
        tree.OnDelete = (path, _) => path == "b" ? throw new StorageException(refused, null) : Task.CompletedTask;
        tree.OnBatch = paths => [.. paths.Select(path => path == "b" ? refused : path == "gone" ? new StorageFault(StorageErrorKind.NotFound, "gone.") : null)];

        List<DeleteResult> results = await CollectAsync(tree, ["a", "b", "gone", new string('x', 2000), "c"]);

        Assert.That(results.Select(result => result.Error?.Kind), Is.EqualTo(new StorageErrorKind?[] { null, StorageErrorKind.PermissionDenied, null, StorageErrorKind.NameTooLong, null }));
        Assert.That(results[1].Error!.Path, Is.EqualTo(new StoragePath("b")));
        Assert.That(results[1].Error!.Message, Is.EqualTo("tree: cannot delete 'b': no."));
        Assert.That(tree.Remaining, Is.EqualTo(new[] { "b" }));
    }

    [Test]
    public async Task DeleteMany_SomePathsOfARequestFailInPassing_AreSentAgainAlone()
    {
        TreeBackend tree = new(Bulk(10), retry: new RetryOptions { MaxAttempts = 3, BaseDelay = TimeSpan.Zero });
        StorageFault?[] answers = [null, new StorageFault(StorageErrorKind.RateLimited, "slow down."), null];
        tree.OnBatch = paths => paths.Count == 3 ? answers : [null];

        List<DeleteResult> results = await CollectAsync(tree, ["a", "b", "c"]);

        Assert.That(results.Select(result => result.IsDeleted), Is.All.True);
        Assert.That(tree.Batches, Is.EqualTo(new[] { 3, 1 }));
    }

    [Test]
    public async Task DeleteMany_PathThatKeepsFailing_IsReportedWithTheLastAnswer()
    {
        TreeBackend tree = new(Bulk(10), retry: new RetryOptions { MaxAttempts = 3, BaseDelay = TimeSpan.Zero })
        {
            OnBatch = paths => [.. paths.Select(path => path == "b" ? new StorageFault(StorageErrorKind.RateLimited, "slow down.") : null)],
        };

        List<DeleteResult> results = await CollectAsync(tree, ["a", "b", "c"]);

        Assert.That(results.Select(result => result.Error?.Kind), Is.EqualTo(new StorageErrorKind?[] { null, StorageErrorKind.RateLimited, null }));
        Assert.That(tree.Batches, Is.EqualTo(new[] { 3, 1, 1 }));
    }

    [Test]
    public void DeleteMany_StoreAnswersForTooFewPaths_DoesNotCallThemDeleted()
    {
        TreeBackend tree = new(Bulk(10)) { OnBatch = _ => [null] };

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => CollectAsync(tree, ["a", "b"]));

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.OutcomeUnknown));
    }

    [Test]
    public void DeleteMany_FailureThatConcernsNoPath_IsThrown([Values(1, 10)] int limit)
    {
        StorageException lost = new(StorageErrorKind.ConnectionFailed, "no route.");
        TreeBackend tree = new(Bulk(limit)) { OnDelete = (_, _) => throw lost, OnBatch = _ => throw lost };

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => CollectAsync(tree, ["a", "b"]));

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.ConnectionFailed));
        Assert.That(tree.DeletesUnderWay, Is.Zero);
    }

    [Test]
    public async Task DeleteMany_WithoutBulk_KeepsSeveralUnderWayAndWaitsForNoSlowOne()
    {
        TreeBackend tree = new(TreeBackend.OneLevel);
        TaskCompletionSource slow = new();
        tree.OnDelete = (path, _) => path == "f0" ? slow.Task : Task.CompletedTask;

        Task<List<DeleteResult>> deleting = CollectAsync(tree, Enumerable.Range(0, 16).Select(i => $"f{i}"));
        int done = tree.DeletedCount;
        bool waits = !deleting.IsCompleted;
        slow.SetResult();
        List<DeleteResult> results = await deleting;

        Assert.That(done, Is.EqualTo(15));
        Assert.That(waits, Is.True);
        Assert.That(results.Select(result => result.Path.Value), Is.EqualTo(Enumerable.Range(0, 16).Select(i => $"f{i}")));
    }

    [Test]
    public async Task DeleteMany_ManyPaths_KeepsSixteenUnderWayAndNoMore()
    {
        int underWay = 0;
        TaskCompletionSource areUnderWay = new();
        TreeBackend tree = new(TreeBackend.OneLevel)
        {
            OnDelete = (_, token) =>
            {
                if (Interlocked.Increment(ref underWay) == 16)
                {
                    areUnderWay.SetResult();
                }

                return areUnderWay.Task.WaitAsync(TimeSpan.FromMinutes(1), token);
            },
        };

        await CollectAsync(tree, Enumerable.Range(0, 100).Select(i => $"f{i}"));

        Assert.That(tree.MostDeletesUnderWay, Is.EqualTo(16));
    }

    [Test]
    public async Task DeleteMany_EnumerationLeft_StopsAndWaitsForWhatIsUnderWay()
    {
        TreeBackend tree = new(TreeBackend.OneLevel) { OnDelete = async (path, token) => await Task.Delay(path == "f0" ? TimeSpan.Zero : Timeout.InfiniteTimeSpan, token) };

        await foreach (DeleteResult _ in tree.DeleteManyAsync(StreamAsync(Enumerable.Range(0, 100).Select(i => $"f{i}"))))
        {
            break;
        }

        Assert.That(tree.DeletesUnderWay, Is.Zero);
        Assert.That(tree.DeletedCount, Is.EqualTo(1));
    }

    [Test]
    public async Task DeleteMany_Cancelled_ThrowsTheCallersToken()
    {
        using CancellationTokenSource cancellation = new();
        TreeBackend tree = new(TreeBackend.OneLevel) { OnDelete = async (_, token) => await Task.Delay(Timeout.Infinite, token) };
        await using IAsyncEnumerator<DeleteResult> deleting = tree.DeleteManyAsync(StreamAsync(["a"]), cancellation.Token).GetAsyncEnumerator();

        ValueTask<bool> moving = deleting.MoveNextAsync();
        await cancellation.CancelAsync();
        OperationCanceledException failure = Assert.CatchAsync<OperationCanceledException>(async () => await moving);

        Assert.That(failure.CancellationToken, Is.EqualTo(cancellation.Token));
        Assert.That(tree.DeletesUnderWay, Is.Zero);
    }

    [Test]
    public void DeleteMany_NullPaths_IsRefusedAtTheCall()
    {
        Assert.That(() => new TreeBackend().DeleteManyAsync(null!), Throws.ArgumentNullException);
    }

    private static StorageCapabilities Bulk(int limit) => new() { BulkDeleteLimit = limit, RecursiveListing = true };

    private static async Task<List<DeleteResult>> CollectAsync(TreeBackend tree, IEnumerable<string> paths)
    {
        List<DeleteResult> results = [];
        await foreach (DeleteResult result in tree.DeleteManyAsync(StreamAsync(paths)))
        {
            results.Add(result);
        }

        return results;
    }

    private static async IAsyncEnumerable<StoragePath> StreamAsync(IEnumerable<string> paths)
    {
        foreach (string path in paths)
        {
            yield return path;
        }

        await Task.CompletedTask;
    }
}
