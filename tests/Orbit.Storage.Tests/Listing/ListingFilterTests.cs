using Orbit.Storage.Transport;

namespace Orbit.Storage.Tests.Listing;

public class ListingFilterTests
{
    private static readonly string Temporary = TemporaryName.Create();

    [TestCase("foo", "foo/x.json")]
    [TestCase("foo/x")]
    [TestCase("foo/x.json")]
    [TestCase("foo.bar", "foo.bar/y.json")]
    [TestCase("fo")]
    public async Task List_Prefix_MatchesWholeSegments(string path, params string[] expected)
    {
        // A source that goes by the bare prefix, as a careless one would.
        TreeBackend tree = new(TreeBackend.Flat) { OnPage = (_, _, _) => Page("foo", "foo.bar/y.json", "foo/x.json", "foobar", "bar/foo/x") };

        Assert.That(await tree.PathsAsync(path, new ListOptions { Recursive = true }), Is.EqualTo(expected));
    }

    [Test]
    public async Task List_FlatKeyWithEmptySegments_ShowsThemBelowTheirPrefix()
    {
        TreeBackend tree = new(TreeBackend.Flat) { OnPage = (_, _, _) => Page("a", "a/", "a//b", "a/b") };

        Assert.That(await tree.PathsAsync("a", new ListOptions { Recursive = true }), Is.EqualTo(new[] { "a/", "a//b", "a/b" }));
        Assert.That(await tree.PathsAsync("a/", new ListOptions { Recursive = true }), Is.EqualTo(new[] { "a//b", "a/b" }));
    }

    [Test]
    public async Task List_WithoutHidden_LeavesOutDottedNamesAndWhatIsBelow([Values] bool isFlat)
    {
        TreeBackend tree = new TreeBackend(isFlat ? TreeBackend.Flat : TreeBackend.OneLevel).With(".h/x", "a/.h/y", "a/.i", "a/b.c", "a.b/d", ".j");

        string[] paths = await tree.PathsAsync("", new ListOptions { Recursive = true, IncludeHidden = false });

        Assert.That(paths, Is.EqualTo(isFlat ? ["a.b/d", "a/b.c"] : new[] { "a.b", "a.b/d", "a", "a/b.c" }));
        Assert.That(tree.Requests, Has.None.StartsWith(".h").And.None.StartsWith("a/.h"));
    }

    [Test]
    public async Task List_BelowAHiddenDirectory_ShowsWhatWasAskedFor([Values] bool isFlat)
    {
        TreeBackend tree = new TreeBackend(isFlat ? TreeBackend.Flat : TreeBackend.OneLevel).With(".h/x", ".h/.y");

        Assert.That(await tree.PathsAsync(".h", new ListOptions { Recursive = true, IncludeHidden = false }), Is.EqualTo(new[] { ".h/x" }));
    }

    [Test]
    public async Task List_ByDefault_ShowsHidden()
    {
        TreeBackend tree = new TreeBackend().With(".a", "b");

        Assert.That(await tree.PathsAsync(""), Is.EqualTo(new[] { ".a", "b" }));
    }

    [Test]
    public async Task List_FlatWithDepth_ShowsThoseLevels([Values(1, 2, 3, 4)] int depth, [Values("", "a")] string below)
    {
        TreeBackend tree = new TreeBackend(TreeBackend.Flat).With("a/b/c/d/e", "a/b/c/d2", "a/b/c2", "a/b2", "a2");

        string[] paths = await tree.PathsAsync(below, new ListOptions { Recursive = true, MaxDepth = depth });

        Assert.That(paths, Is.EqualTo(tree.Remaining.Where(path => new StoragePath(path).IsAtOrBelow(below) && new StoragePath(path).RelativeTo(below).Depth <= depth)));
        Assert.That(paths, Is.Not.Empty);
    }

    [Test]
    public async Task List_TemporaryNames_AreShownOnlyWhereTheyAreNotReserved([Values] bool isDeep, [Values] bool reserves)
    {
        TreeBackend tree = new TreeBackend(new StorageCapabilities
        {
            PathRules = new StoragePathRules { ReservesTemporaryNames = reserves },
            RealDirectories = true,
            RecursiveListing = isDeep,
        }).With("a", Temporary, $"d/{Temporary}", "d/x", $"{Temporary}x");

        string[] paths = await tree.PathsAsync("", new ListOptions { Recursive = true });

        Assert.That(paths.Count(path => path.EndsWith(Temporary, StringComparison.Ordinal)), Is.EqualTo(reserves ? 0 : 2));
        Assert.That(paths, Is.SupersetOf(new[] { "a", "d", "d/x", $"{Temporary}x" }));
    }

    [Test]
    public async Task List_PathWithSeparatorAtItsEnd_ListsTheDirectory()
    {
        TreeBackend tree = new TreeBackend().With("a/b");

        Assert.That(await tree.PathsAsync("a/"), Is.EqualTo(new[] { "a/b" }));
    }

    private static Task<ListPage?> Page(params string[] paths) =>
        Task.FromResult<ListPage?>(new ListPage([.. paths.Select(path => new StorageEntry(path, StorageEntryKind.File))], false, null));
}
