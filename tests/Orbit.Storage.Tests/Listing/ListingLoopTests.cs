using Orbit.Storage.Transport;

namespace Orbit.Storage.Tests.Listing;

public class ListingLoopTests
{
    [Test]
    public void List_TokenRepeated_FailsWithinTwoRepeats([Range(1, 8)] int circle, [Values(0, 1, 40)] int before, [Values] bool prefetch)
    {
        int page = 0;
        TreeBackend tree = new()
        {
            OnPage = (_, _, _) =>
            {
                int token = page < before ? page : before + ((page - before) % circle);
                return Page(true, $"t{token}", $"f{page++}");
            },
        };

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => tree.PathsAsync("dir", new ListOptions { Prefetch = prefetch }));

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.ListingLoop));
        Assert.That(failure.Message, Does.Contain("dir"));
        Assert.That(failure.IsTransient, Is.False);
        Assert.That(tree.Requests, Has.Count.EqualTo(before + circle + 1));
        Assert.That(tree.OpenSources, Is.Zero);
    }

    [Test]
    public void List_MoreWithoutToken_Fails([Values(null, "")] string? token)
    {
        TreeBackend tree = new() { OnPage = (_, _, _) => Page(true, token, "f") };

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => tree.PathsAsync(""));

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.ListingLoop));
        Assert.That(tree.Requests, Has.Count.EqualTo(1));
    }

    [Test]
    public void List_EmptyPageWithItsOwnToken_Fails()
    {
        TreeBackend tree = new() { OnPage = (_, _, _) => Page(true, "same") };

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => tree.PathsAsync(""));

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.ListingLoop));
        Assert.That(tree.Requests, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task List_EmptyPagesWithNewTokens_GoesOn()
    {
        TreeBackend tree = new() { OnPage = (_, continuation, _) => continuation switch { null => Page(true, "1"), "1" => Page(true, "2"), _ => Page(false, null, "f") } };

        Assert.That(await tree.PathsAsync(""), Is.EqualTo(new[] { "f" }));
    }

    [Test]
    public async Task List_TokenOnTheLastPage_IsIgnored()
    {
        TreeBackend tree = new() { OnPage = (_, _, _) => Page(false, "again", "f") };

        Assert.That(await tree.PathsAsync(""), Is.EqualTo(new[] { "f" }));
    }

    private static Task<ListPage?> Page(bool hasMore, string? continuation, params string[] names) =>
        Task.FromResult<ListPage?>(new ListPage([.. names.Select(name => new StorageEntry(name, StorageEntryKind.File))], hasMore, continuation));
}
