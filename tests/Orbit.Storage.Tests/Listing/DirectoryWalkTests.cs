namespace Orbit.Storage.Tests.Listing;

public class DirectoryWalkTests
{
    private static readonly ListOptions All = new() { Recursive = true };

    [Test]
    public async Task List_Recursive_ShowsParentsBeforeChildren()
    {
        TreeBackend tree = new TreeBackend().With("a/b/c/x", "a/b/y", "a/z", "d/", "e", "ab/x");

        string[] paths = await tree.PathsAsync("", All);

        Assert.That(paths, Is.EqualTo(new[] { "a", "a/b", "a/b/c", "a/b/c/x", "a/b/y", "a/z", "ab", "ab/x", "d", "e" }));
    }

    [Test]
    public async Task List_LevelsInOrder_KeepsTheOrderOfFullPaths([Values(1, 2, 1000)] int pageSize)
    {
        TreeBackend tree = new TreeBackend().With("a/x", "a.b", "a-b/y", "ab", "a/x.y/z", "a/x-", "a!/b!/c");

        string[] paths = await tree.PathsAsync("", new ListOptions { Recursive = true, PageSize = pageSize });

        Assert.That(paths, Is.EqualTo(new[] { "a!", "a!/b!", "a!/b!/c", "a-b", "a-b/y", "a.b", "a", "a/x", "a/x-", "a/x.y", "a/x.y/z", "ab" }));
        StoragePath[] keys = [.. paths.Select(path => new StoragePath(path is "a" or "a!" or "a!/b!" or "a-b" or "a/x.y" ? path + "/" : path))];
        Assert.That(keys, Is.Ordered);
    }

    [Test]
    public async Task List_AnySubtreeAndPageSize_ShowsEachEntryOnce([Values(1, 2, 3, 7, 1000)] int pageSize, [Values] bool prefetch)
    {
        string[] files = [.. Enumerable.Range(0, 300).Select(i => $"d{i % 7}/e{i % 11}/f{i % 3}/g{i}")];
        TreeBackend tree = new TreeBackend().With(files);

        string[] paths = await tree.PathsAsync("", new ListOptions { Recursive = true, PageSize = pageSize, Prefetch = prefetch });

        Assert.That(paths, Is.EquivalentTo(tree.Remaining));
        Assert.That(tree.OpenSources, Is.Zero);
    }

    [Test]
    public async Task List_MaxDepth_StopsThere([Values(1, 2, 3, 4)] int depth)
    {
        TreeBackend tree = new TreeBackend().With("a/b/c/x", "d");

        string[] paths = await tree.PathsAsync("", new ListOptions { Recursive = true, MaxDepth = depth });

        Assert.That(paths, Is.EquivalentTo(tree.Remaining.Where(path => new StoragePath(path).Depth <= depth)));
        Assert.That(tree.Requests, Has.Count.EqualTo(Math.Min(depth, 4)));
    }

    [Test]
    public async Task List_DirectoryGoneMeanwhile_IsSkipped()
    {
        TreeBackend tree = new TreeBackend().With("a/x", "b/x", "c/x");
        tree.OnPage = (path, _, _) => path == "b" ? throw new StorageException(StorageErrorKind.NotFound, "gone.") : Task.FromResult<Storage.Transport.ListPage?>(null);

        Assert.That(await tree.PathsAsync("", All), Is.EqualTo(new[] { "a", "a/x", "b", "c", "c/x" }));
    }

    [Test]
    public void List_DirectoryRefused_FailsNamingIt()
    {
        TreeBackend tree = new TreeBackend().With("a/x", "b/x", "c/x");
        tree.OnPage = (path, _, _) => path == "b" ? throw new StorageException(StorageErrorKind.PermissionDenied, "no.") : Task.FromResult<Storage.Transport.ListPage?>(null);

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => tree.PathsAsync("", All));

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.PermissionDenied));
        Assert.That(failure.Path, Is.EqualTo(new StoragePath("b")));
        Assert.That(failure.Operation, Is.EqualTo("list"));
        Assert.That(tree.OpenSources, Is.Zero);
    }
}
