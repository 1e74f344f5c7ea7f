using Orbit.Storage.Transport;

namespace Orbit.Storage.Tests.Listing;

public class LookAheadTests
{
    private static readonly ListOptions All = new() { Recursive = true };

    [Test]
    public async Task List_ManySiblings_FetchesTheFirstPagesOfTheNextOnesTogether()
    {
        TreeBackend tree = new TreeBackend().With([.. Enumerable.Range(0, 30).Select(i => $"d{i:00}/x")]);
        TaskCompletionSource answer = new();
        tree.OnPage = async (path, _, _) =>
        {
            await (path.IsRoot ? Task.CompletedTask : answer.Task);
            return null;
        };
        await using IAsyncEnumerator<StorageEntry> listing = tree.ListAsync("", All).GetAsyncEnumerator();
        await listing.MoveNextAsync();

        int ahead = tree.Requests.Count - 1;
        ValueTask<bool> moving = listing.MoveNextAsync();
        int aheadOfTheFirst = tree.Requests.Count - 2;
        answer.SetResult();
        await moving;

        Assert.That(ahead, Is.EqualTo(8));
        Assert.That(aheadOfTheFirst, Is.EqualTo(8));
    }

    [Test]
    public async Task List_WideAndDeepTree_KeepsFewSourcesOpen()
    {
        IEnumerable<string> Below(string path, int depth) => depth == 0
            ? Enumerable.Range(0, 3).Select(i => $"{path}f{i}")
            : Enumerable.Range(0, 3).SelectMany(i => Below($"{path}d{i}/", depth - 1));
        TreeBackend tree = new TreeBackend { PageSize = 1 }.With([.. Below("", 6)]);

        string[] paths = await tree.PathsAsync("", All);

        Assert.That(paths, Is.EquivalentTo(tree.Remaining));
        Assert.That(tree.MostOpenSources, Is.LessThanOrEqualTo(7 + 64));
        Assert.That(tree.OpenSources, Is.Zero);
    }

    [Test]
    public async Task List_TreeWithManyLevelsOfManySiblings_StaysWithinTheBoundOverAllLevels()
    {
        string[] files = [.. Enumerable.Range(0, 20).SelectMany(level => Enumerable.Range(0, 12).Select(i => $"{string.Concat(Enumerable.Repeat("a/", level))}b{i:00}/x"))];
        TreeBackend tree = new TreeBackend().With(files);
        tree.OnPage = async (_, _, _) =>
        {
            await Task.Yield();
            return null;
        };

        string[] paths = await tree.PathsAsync("", All);

        Assert.That(paths, Is.EquivalentTo(tree.Remaining));
        Assert.That(tree.MostOpenSources, Is.LessThanOrEqualTo(21 + 64));
    }

    [Test]
    public async Task Dispose_WhilePagesAreFetchedAhead_StopsAndClosesAll()
    {
        TreeBackend tree = new TreeBackend().With([.. Enumerable.Range(0, 30).Select(i => $"d{i:00}/x")]);
        int underWay = 0;
        tree.OnPage = async (path, _, token) =>
        {
            if (!path.IsRoot)
            {
                Interlocked.Increment(ref underWay);
                try
                {
                    await Task.Delay(Timeout.Infinite, token);
                }
                finally
                {
                    Interlocked.Decrement(ref underWay);
                }
            }

            return null;
        };
        IAsyncEnumerator<StorageEntry> listing = tree.ListAsync("", All).GetAsyncEnumerator();
        await listing.MoveNextAsync();
        int before = Volatile.Read(ref underWay);

        await listing.DisposeAsync();

        Assert.That(before, Is.EqualTo(8));
        Assert.That(Volatile.Read(ref underWay), Is.Zero);
        Assert.That(tree.OpenSources, Is.Zero);
    }

    [Test]
    public async Task List_FewEntriesWanted_LooksNoFurtherThanTheyReach()
    {
        TreeBackend tree = new TreeBackend().With([.. Enumerable.Range(0, 30).Select(i => $"d{i:00}/x")]);

        await tree.PathsAsync("", new ListOptions { Recursive = true, MaxEntries = 3, PageSize = 100 });

        Assert.That(tree.Requests, Has.Count.LessThanOrEqualTo(4));
    }

    [Test]
    public async Task List_WithoutPrefetch_FetchesADirectoryWhenItIsReached()
    {
        TreeBackend tree = new TreeBackend().With("a/x", "b/x", "c/x");
        await using IAsyncEnumerator<StorageEntry> listing = tree.ListAsync("", new ListOptions { Recursive = true, Prefetch = false }).GetAsyncEnumerator();

        await listing.MoveNextAsync();
        Assert.That(tree.Requests, Is.EqualTo(new[] { "/@" }));
        await listing.MoveNextAsync();
        Assert.That(tree.Requests, Is.EqualTo(new[] { "/@", "a@" }));
    }

    [Test]
    public async Task List_LastDepth_FetchesNothingBelow()
    {
        TreeBackend tree = new TreeBackend().With("a/b/x", "c/d/x");

        await tree.PathsAsync("", new ListOptions { Recursive = true, MaxDepth = 2 });

        Assert.That(tree.Requests, Is.EquivalentTo(new[] { "/@", "a@", "c@" }));
    }

    [Test]
    public async Task List_AheadDirectoryFails_ShowsWhatComesBeforeIt()
    {
        TreeBackend tree = new TreeBackend().With("a/x", "b/x", "c/x");
        tree.OnPage = (path, _, _) => path == "c" ? throw new StorageException(StorageErrorKind.PermissionDenied, "no.") : Task.FromResult<ListPage?>(null);
        List<string> shown = [];

        Assert.That(async () =>
        {
            await foreach (StorageEntry entry in tree.ListAsync("", All))
            {
                shown.Add(entry.Path.Value);
            }
        }, Throws.TypeOf<StorageException>());
        Assert.That(shown, Is.EqualTo(new[] { "a", "a/x", "b", "b/x", "c" }));
    }
}
