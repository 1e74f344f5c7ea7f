using Orbit.Storage.Tests.Listing;

namespace Orbit.Storage.Tests.Deleting;

public class TreeDeletionTests
{
    private static readonly DeleteOptions Recursive = new() { Recursive = true };

    [Test]
    public async Task Delete_Tree_LeavesSiblingsAlone()
    {
        TreeBackend tree = new TreeBackend().With("a/b", "a/c", "a/d/e", "a/.hidden/x", $"a/{TemporaryName.Create()}", "a/link@", "ab/x", "a.b");

        await tree.DeleteAsync("a", Recursive);

        Assert.That(tree.Remaining, Is.EqualTo(new[] { "a.b", "ab", "ab/x" }));
    }

    [Test]
    public async Task Delete_FlatPrefix_LeavesSiblingsAlone([Values(1, 2, 1000)] int bulk)
    {
        TreeBackend tree = new TreeBackend(Flat(bulk)).With("a", "a/b", "a/c", "a/d/e", "ab", "a.b", "b/a/x");

        await tree.DeleteAsync("a", Recursive);

        Assert.That(tree.Remaining, Is.EqualTo(new[] { "a.b", "ab", "b/a/x" }));
    }

    [Test]
    public async Task Delete_SourceThatShowsMoreThanThePrefix_DeletesOnlyWhatIsBelow()
    {
        TreeBackend tree = new(Flat(10))
        {
            OnPage = (_, _, _) => Task.FromResult<Storage.Transport.ListPage?>(
                new Storage.Transport.ListPage([new StorageEntry("ab", StorageEntryKind.File), new StorageEntry("a/x", StorageEntryKind.File)], false, null)),
        };
        tree.With("a/x", "ab");

        await tree.DeleteAsync("a", Recursive);

        Assert.That(tree.Remaining, Is.EqualTo(new[] { "ab" }));
    }

    [Test]
    public async Task Delete_Root_EmptiesIt([Values] bool isFlat, [Values(1, 7)] int bulk)
    {
        StorageCapabilities capabilities = isFlat ? Flat(bulk) : new StorageCapabilities { PathRules = StoragePathRules.Posix, RealDirectories = true, BulkDeleteLimit = bulk };
        TreeBackend tree = new TreeBackend(capabilities) { PageSize = 3 }.With([.. Enumerable.Range(0, 200).Select(i => $"d{i % 7}/e{i % 11}/g{i}")]);

        await tree.DeleteAsync("", Recursive);

        Assert.That(tree.Remaining, Is.Empty);
        Assert.That(tree.Deleted, Has.None.Empty);
        Assert.That(tree.OpenSources, Is.Zero);
    }

    [TestCase("file")]
    [TestCase("link")]
    public async Task Delete_WhatIsNoDirectory_DeletesItWithoutLookingBelow(string path)
    {
        TreeBackend tree = new TreeBackend().With("file", "link@", "other");

        await tree.DeleteAsync(path, Recursive);

        Assert.That(tree.Remaining, Has.None.EqualTo(path));
        Assert.That(tree.Requests, Is.Empty);
    }

    [TestCase("missing")]
    [TestCase("missing/below")]
    public async Task Delete_Missing_Succeeds(string path)
    {
        TreeBackend tree = new TreeBackend().With("other");

        await tree.DeleteAsync(path, Recursive);

        Assert.That(tree.Remaining, Is.EqualTo(new[] { "other" }));
    }

    [Test]
    public async Task Delete_SubdirectoryVanishesMeanwhile_GoesOn()
    {
        TreeBackend tree = new TreeBackend().With("a/b/x", "a/c/x");
        tree.OnPage = (path, _, _) => path == "a/b" ? Vanish(tree) : Task.FromResult<Storage.Transport.ListPage?>(null);

        await tree.DeleteAsync("a", Recursive);

        Assert.That(tree.Remaining, Is.Empty);

        static Task<Storage.Transport.ListPage?> Vanish(TreeBackend tree)
        {
            tree.Without("a/b/x", "a/b");
            throw new StorageException(StorageErrorKind.NotFound, "gone.");
        }
    }

    [Test]
    public async Task Delete_EntryThatCameMeanwhile_TakesAnotherPass()
    {
        TreeBackend tree = new TreeBackend().With("a/x");
        bool hasCome = false;
        tree.OnDelete = (path, _) =>
        {
            if (path == "a" && !hasCome)
            {
                hasCome = true;
                tree.With("a/late");
            }

            return Task.CompletedTask;
        };

        await tree.DeleteAsync("a", Recursive);

        Assert.That(tree.Remaining, Is.Empty);
    }

    [Test]
    public void Delete_EntriesThatKeepComing_GivesUp()
    {
        TreeBackend tree = new TreeBackend().With("a/x");
        int more = 0;
        tree.OnDelete = (path, _) =>
        {
            if (path == "a")
            {
                tree.With($"a/late{more++}");
            }

            return Task.CompletedTask;
        };

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => tree.DeleteAsync("a", Recursive));

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.DirectoryNotEmpty));
        Assert.That(more, Is.EqualTo(5));
    }

    [Test]
    public async Task Delete_ManyFiles_DeletesEightAtOnceAndNoMore()
    {
        TreeBackend tree = new TreeBackend().With([.. Enumerable.Range(0, 100).Select(i => $"a/d{i % 5}/f{i}")]);
        int underWay = 0;
        TaskCompletionSource areUnderWay = new();
        tree.OnDelete = (_, token) =>
        {
            if (Interlocked.Increment(ref underWay) == 8)
            {
                areUnderWay.SetResult();
            }

            return areUnderWay.Task.WaitAsync(TimeSpan.FromMinutes(1), token);
        };

        await tree.DeleteAsync("a", Recursive);

        Assert.That(tree.Remaining, Is.Empty);
        Assert.That(tree.MostDeletesUnderWay, Is.EqualTo(8));
    }

    [Test]
    public async Task Delete_LargeDirectory_HoldsNoMoreThanItsPages()
    {
        const int Files = 3000;
        TreeBackend tree = new TreeBackend { PageSize = 10 }.With([.. Enumerable.Range(0, Files).Select(i => $"a/f{i:0000}")]);
        int mostAhead = 0;
        int seen = 0;
        tree.OnPage = (path, continuation, _) =>
        {
            seen += 10;
            mostAhead = Math.Max(mostAhead, seen - tree.DeletedCount);
            return Task.FromResult<Storage.Transport.ListPage?>(null);
        };

        await tree.DeleteAsync("a", Recursive);

        Assert.That(tree.Remaining, Is.Empty);
        Assert.That(mostAhead, Is.LessThanOrEqualTo(30));
    }

    [Test]
    public async Task Delete_DeepTree_DoesNotExhaustTheStack()
    {
        TreeBackend tree = new TreeBackend().With($"a/{string.Join('/', Enumerable.Repeat("d", 1500))}/x");

        await tree.DeleteAsync("a", Recursive);

        Assert.That(tree.Remaining, Is.Empty);
    }

    [Test]
    public async Task Delete_BulkLimit_FillsTheRequests()
    {
        TreeBackend tree = new TreeBackend(Flat(10)) { PageSize = 7 }.With([.. Enumerable.Range(0, 45).Select(i => $"a/f{i:00}")]);

        await tree.DeleteAsync("a", Recursive);

        Assert.That(tree.Remaining, Is.Empty);
        Assert.That(tree.Batches, Is.EquivalentTo(new[] { 10, 10, 10, 10, 5 }));
    }

    private static StorageCapabilities Flat(int bulk) => new() { RecursiveListing = true, OrderedListing = true, BulkDeleteLimit = bulk };
}
