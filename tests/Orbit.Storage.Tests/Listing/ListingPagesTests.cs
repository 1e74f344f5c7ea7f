namespace Orbit.Storage.Tests.Listing;

public class ListingPagesTests
{
    [Test]
    public async Task List_AnyPageSize_ShowsAllOnce([Values(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 1000)] int pageSize, [Values] bool prefetch, [Values] bool isFlat)
    {
        string[] files = [.. Enumerable.Range(0, 11).Select(i => $"f{i:00}")];
        TreeBackend tree = new TreeBackend(isFlat ? TreeBackend.Flat : TreeBackend.OneLevel).With(files);

        string[] paths = await tree.PathsAsync("", new ListOptions { PageSize = pageSize, Prefetch = prefetch });

        Assert.That(paths, Is.EqualTo(files));
        Assert.That(tree.Requests, Has.Count.EqualTo((11 + pageSize - 1) / pageSize));
    }

    [Test]
    public async Task List_MaxEntries_EndsThereWithoutFurtherPages([Range(0, 12)] int most, [Values] bool prefetch)
    {
        string[] files = [.. Enumerable.Range(0, 12).Select(i => $"f{i:00}")];
        TreeBackend tree = new TreeBackend().With(files);

        string[] paths = await tree.PathsAsync("", new ListOptions { MaxEntries = most, PageSize = 4, Prefetch = prefetch });

        Assert.That(paths, Is.EqualTo(files[..most]));
        Assert.That(tree.Requests, Has.Count.EqualTo((most + 3) / 4));
        Assert.That(tree.OpenSources, Is.Zero);
    }

    [TestCase(7L, null, 7)]
    [TestCase(7L, 100, 7)]
    [TestCase(700L, 100, 100)]
    [TestCase(5000L, null, 1000)]
    public async Task List_FewEntriesWanted_AsksForNoLargerPage(long most, int? pageSize, int expected)
    {
        TreeBackend tree = new() { PageSize = 1000 };
        tree.With([.. Enumerable.Range(0, 2000).Select(i => $"f{i:0000}")]);

        await using IAsyncEnumerator<StorageEntry> listing = tree.ListAsync("", new ListOptions { MaxEntries = most, PageSize = pageSize, Prefetch = false }).GetAsyncEnumerator();
        await listing.MoveNextAsync();

        Assert.That(tree.LargestPage, Is.EqualTo(expected));
    }

    [Test]
    public async Task List_FewEntriesWantedAndSomeHidden_KeepsThePageLarge()
    {
        TreeBackend tree = new TreeBackend { PageSize = 1000 }.With([.. Enumerable.Range(0, 500).Select(i => $".f{i:0000}"), "x"]);

        string[] paths = await tree.PathsAsync("", new ListOptions { MaxEntries = 1, IncludeHidden = false });

        Assert.That(paths, Is.EqualTo(new[] { "x" }));
        Assert.That(tree.Requests, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task List_RecursiveMaxEntries_EndsThere([Range(0, 10)] int most)
    {
        TreeBackend tree = new TreeBackend().With("a/b/c/x", "a/b/y", "a/z", "d/", "e", "ab/x");
        ListOptions all = new() { Recursive = true };

        string[] paths = await tree.PathsAsync("", new ListOptions { Recursive = true, MaxEntries = most });

        Assert.That(paths, Is.EqualTo((await tree.PathsAsync("", all))[..most]));
        Assert.That(tree.OpenSources, Is.Zero);
    }
}
