using Orbit.Storage.Transport;

namespace Orbit.Storage.Tests.Listing;

public class SymbolicLinkWalkTests
{
    private static readonly StorageCapabilities Following = new() { PathRules = StoragePathRules.Posix, RealDirectories = true, FollowsSymbolicLinks = true };
    private static readonly ListOptions Follow = new() { Recursive = true, FollowSymbolicLinks = true };

    // Real directories and what is in them; "link>target" is a symbolic link.
    private static readonly Dictionary<string, string[]> Store = new()
    {
        [""] = ["a", "again>", "other>a/b"],
        ["a"] = ["b", "self>a", "x"],
        ["a/b"] = ["up>a", "y"],
    };

    [Test]
    public async Task List_FollowedLinksThatLoop_EndsAndShowsEachWayOnce()
    {
        string[] paths = await Linked().PathsAsync("", Follow);

        Assert.That(paths, Is.EqualTo(new[] { "a", "a/b", "a/b/up", "a/b/y", "a/self", "a/x", "again", "other", "other/up", "other/up/b", "other/up/self", "other/up/x", "other/y" }));
    }

    [Test]
    public async Task List_FromInsideALoop_Ends()
    {
        Assert.That(await Linked().PathsAsync("a", Follow), Is.EqualTo(new[] { "a/b", "a/b/up", "a/b/y", "a/self", "a/x" }));
    }

    [Test]
    public void List_FollowingSourceThatDoesNotSayWhereItIs_TellsItsAuthor()
    {
        TreeBackend tree = new(Following) { OnPage = (_, _, _) => Task.FromResult<ListPage?>(new ListPage([], false, null)) };

        Assert.That(() => tree.PathsAsync("", Follow), Throws.TypeOf<NotSupportedException>().With.Message.Contains(nameof(ListPage.DirectoryIdentity)));
    }

    [Test]
    public void List_FollowingWhereThatIsNotPossible_IsUnsupported()
    {
        StorageException failure = Assert.Throws<StorageException>(() => new TreeBackend().ListAsync("", Follow));

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.Unsupported));
    }

    private static TreeBackend Linked() => new(Following)
    {
        OnPage = (path, _, _) =>
        {
            string real = Resolve(path);
            StorageEntry[] entries =
            [
                .. Store[real].Select(name => name.Split('>')[0]).Select(name => new StorageEntry(path / name, name is "x" or "y" ? StorageEntryKind.File : StorageEntryKind.Directory)),
            ];
            return Task.FromResult<ListPage?>(new ListPage(entries, false, null) { DirectoryIdentity = "inode of " + real });
        },
    };

    private static string Resolve(StoragePath path)
    {
        string real = "";
        foreach (string name in path.Value.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            string entry = Store[real].First(entry => entry.Split('>')[0] == name);
            real = entry.Contains('>') ? entry.Split('>')[1] : (real + "/" + entry).TrimStart('/');
        }

        return real;
    }
}
