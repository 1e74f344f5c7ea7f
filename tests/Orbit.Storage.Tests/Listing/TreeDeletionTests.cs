namespace Orbit.Storage.Tests.Listing;

public class TreeDeletionTests
{
    private static readonly DeleteOptions Recursive = new() { Recursive = true };

    [Test]
    public async Task Delete_Tree_LeavesSiblingsAlone()
    {
        TreeBackend tree = new TreeBackend().With("a/b", "a/c", "a/d/e", "a/.hidden/x", "a/link@", "ab/x", "a.b");

        await tree.DeleteAsync("a", Recursive);

        Assert.That(tree.Remaining, Is.EqualTo(new[] { "a.b", "ab", "ab/x" }));
    }

    [Test]
    public async Task Delete_Root_EmptiesIt([Values] bool isFlat)
    {
        TreeBackend tree = new TreeBackend(isFlat ? TreeBackend.Flat : TreeBackend.OneLevel) { PageSize = 3 }.With([.. Enumerable.Range(0, 200).Select(i => $"d{i % 7}/e{i % 11}/g{i}")]);

        await tree.DeleteAsync("", Recursive);

        Assert.That(tree.Remaining, Is.Empty);
        Assert.That(tree.OpenSources, Is.Zero);
    }
}
