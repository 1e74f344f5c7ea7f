using Microsoft.Extensions.Time.Testing;
using Orbit.Storage.Resilience;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Tests.Listing;

public class ListingFailureTests
{
    private static readonly ListOptions Small = new() { PageSize = 1, Prefetch = false };

    [TestCase("missing", false)]
    [TestCase("missing/below", true)]
    [TestCase("file", true)]
    public async Task List_MissingPathOrAFile_IsEmpty(string path, bool recursive)
    {
        TreeBackend tree = new TreeBackend().With("file");

        Assert.That(await tree.PathsAsync(path, new ListOptions { Recursive = recursive }), Is.Empty);
        Assert.That(tree.OpenSources, Is.Zero);
    }

    [Test]
    public void List_Refused_Fails(
        [Values(StorageErrorKind.ContainerNotFound, StorageErrorKind.PermissionDenied, StorageErrorKind.AuthenticationFailed, StorageErrorKind.Network, StorageErrorKind.Other)] StorageErrorKind kind)
    {
        TreeBackend tree = new() { OnPage = (_, _, _) => throw new StorageException(kind, "no.") };

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => tree.PathsAsync("dir"));

        Assert.That(failure.Kind, Is.EqualTo(kind));
        Assert.That(failure.Backend, Is.EqualTo("tree"));
        Assert.That(failure.Operation, Is.EqualTo("list"));
        Assert.That(failure.Message, Is.EqualTo("tree: cannot list 'dir': no."));
    }

    [Test]
    public void List_TopVanishesBetweenPages_Fails()
    {
        TreeBackend tree = new TreeBackend().With("a", "b");
        tree.OnPage = (_, continuation, _) => continuation is null ? Task.FromResult<ListPage?>(null) : throw new StorageException(StorageErrorKind.NotFound, "gone.");

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => tree.PathsAsync("", Small));

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.NotFound));
    }

    [Test]
    public void List_OwnFailureOfTheTransport_IsTranslated()
    {
        TreeBackend tree = new() { OnPage = (_, _, _) => throw new InvalidDataException("reset") };

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => tree.PathsAsync("dir"));

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.Network));
        Assert.That(failure.InnerException, Is.TypeOf<InvalidDataException>());
    }

    [Test]
    public async Task List_FailureAheadOfTheConsumer_SurfacesInItsPlace()
    {
        TreeBackend tree = new TreeBackend().With("a", "b");
        tree.OnPage = (_, continuation, _) => continuation is null ? Task.FromResult<ListPage?>(null) : throw new StorageException(StorageErrorKind.PermissionDenied, "no.");
        await using IAsyncEnumerator<StorageEntry> listing = tree.ListAsync("", new ListOptions { PageSize = 1 }).GetAsyncEnumerator();

        Assert.That(await listing.MoveNextAsync(), Is.True);
        Assert.That(async () => await listing.MoveNextAsync(), Throws.TypeOf<StorageException>());
        Assert.That(await listing.MoveNextAsync(), Is.False);
        Assert.That(tree.OpenSources, Is.Zero);
    }

    [Test]
    public async Task List_TransientFailure_AsksForThatPageAgain()
    {
        TreeBackend tree = new TreeBackend(retry: new RetryOptions { MaxAttempts = 3, BaseDelay = TimeSpan.Zero }).With("a", "b", "c");
        int left = 2;
        tree.OnPage = (_, continuation, _) => continuation == "a" && left-- > 0 ? throw new StorageException(StorageErrorKind.Network, "reset") : Task.FromResult<ListPage?>(null);

        Assert.That(await tree.PathsAsync("", Small), Is.EqualTo(new[] { "a", "b", "c" }));
        Assert.That(tree.Requests, Is.EqualTo(new[] { "/@", "/@a", "/@a", "/@a", "/@b" }));
    }

    [Test]
    public async Task List_PageWithoutAnswer_TimesOut()
    {
        FakeTimeProvider time = new();
        TreeBackend tree = new(services: new StorageServices { Time = time })
        {
            OnPage = async (_, _, token) =>
            {
                await Task.Delay(Timeout.Infinite, token);
                return null;
            },
        };

        Task<string[]> listing = tree.PathsAsync("dir");
        time.Advance(new DeadlineOptions().Operation);
        StorageException failure = Assert.ThrowsAsync<StorageException>(() => listing);

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.Timeout));
        Assert.That(failure.Path, Is.EqualTo(new StoragePath("dir")));
        await tree.DisposeAsync();
    }
}
