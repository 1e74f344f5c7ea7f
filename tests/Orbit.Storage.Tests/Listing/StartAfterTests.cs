namespace Orbit.Storage.Tests.Listing;

public class StartAfterTests
{
    private static readonly string[] Keys =
    [
        "a", "a/b.file", "a%2Fa.file", "a/😀.file", "a/a file", "a/a%2F.file", "a/a.file", "a/a/b.file", "a/b.file", "aa/a.file", "ab/a.file",
    ];

    [Test]
    public async Task List_StartAfter_ShowsWhatIsGreaterByItsBytes(
        [Values("", "a", "a/a", "aa", "zz")] string prefix,
        [Values("a", "a/a file", "a/a", "a/a.file", "a/b", "a/zz", "aa/a.file", "aa", "0", "zz", "a%2F", "😀")] string after,
        [Values(1, 3, 1000)] int pageSize)
    {
        TreeBackend tree = new TreeBackend(TreeBackend.Flat).With([.. Keys.Distinct()]);

        string[] paths = await tree.PathsAsync(prefix, new ListOptions { Recursive = true, StartAfter = after, PageSize = pageSize });

        byte[] bound = System.Text.Encoding.UTF8.GetBytes(after);
        Assert.That(paths, Is.EqualTo(Keys.Distinct()
            .Where(key => prefix.Length == 0 || key.StartsWith(prefix + "/", StringComparison.Ordinal))
            .Where(key => System.Text.Encoding.UTF8.GetBytes(key).AsSpan().SequenceCompareTo(bound) > 0)
            .OrderBy(key => System.Text.Encoding.UTF8.GetBytes(key), Comparer<byte[]>.Create((x, y) => x.AsSpan().SequenceCompareTo(y)))));
    }

    [Test]
    public void List_StartAfterWhereListingsHaveNoOrder_IsUnsupported()
    {
        TreeBackend tree = new TreeBackend().With("a");

        StorageException failure = Assert.Throws<StorageException>(() => tree.ListAsync("", new ListOptions { StartAfter = "a" }));

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.Unsupported));
        Assert.That(tree.Requests, Is.Empty);
    }

    [Test]
    public void List_StartAfterWhereTheDirectoriesAreWalked_IsUnsupported()
    {
        TreeBackend tree = new(new StorageCapabilities { OrderedListing = true, RealDirectories = true });

        StorageException failure = Assert.Throws<StorageException>(() => tree.ListAsync("", new ListOptions { Recursive = true, StartAfter = "a" }));

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.Unsupported));
        Assert.That(failure.Message, Does.Contain("RecursiveListing"));
        Assert.That(() => tree.ListAsync("", new ListOptions { StartAfter = "a" }), Throws.Nothing);
    }
}
