using Orbit.Storage.Resilience;
using Orbit.Storage.Tests.Listing;

namespace Orbit.Storage.Tests.Deleting;

public class TreeDeletionFailureTests
{
    private static readonly DeleteOptions Recursive = new() { Recursive = true };

    [Test]
    public void Delete_OneFailure_IsThrownWhenAllElseHasStopped()
    {
        TreeBackend tree = new TreeBackend().With([.. Enumerable.Range(0, 200).Select(i => $"a/d{i % 5}/f{i}")]);
        tree.OnDelete = async (path, token) =>
        {
            await Task.Delay(1, CancellationToken.None);
            if (path.Name == "f77")
            {
                throw new StorageException(StorageErrorKind.PermissionDenied, "no.");
            }
        };

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => tree.DeleteAsync("a", Recursive));

        Assert.That(tree.DeletesUnderWay, Is.Zero);
        Assert.That(tree.OpenSources, Is.Zero);
        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.PermissionDenied));
        Assert.That(failure.Message, Is.EqualTo("tree: cannot delete 'a/d2/f77': no."));
        Assert.That(tree.Remaining, Does.Contain("a/d2/f77").And.Contain("a"));
    }

    [Test]
    public void Delete_FailureWhileOthersFailOfTheStop_KeepsTheFirst()
    {
        TreeBackend tree = new TreeBackend().With([.. Enumerable.Range(0, 8).Select(i => $"a/f{i}")]);
        tree.OnDelete = async (path, token) =>
        {
            if (path.Name == "f3")
            {
                throw new StorageException(StorageErrorKind.PermissionDenied, "first.");
            }

            try
            {
                await Task.Delay(Timeout.Infinite, token);
            }
            catch (OperationCanceledException)
            {
                throw new StorageException(StorageErrorKind.Other, "second.");
            }
        };

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => tree.DeleteAsync("a", Recursive));

        Assert.That(failure.Message, Does.Contain("first."));
    }

    [Test]
    public void Delete_DirectoryThatCannotBeListed_FailsNamingIt()
    {
        TreeBackend tree = new TreeBackend().With("a/b/x", "a/c");
        tree.OnPage = (path, _, _) => path == "a/b" ? throw new StorageException(StorageErrorKind.PermissionDenied, "no.") : Task.FromResult<Storage.Transport.ListPage?>(null);

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => tree.DeleteAsync("a", Recursive));

        Assert.That(failure.Path, Is.EqualTo(new StoragePath("a/b")));
        Assert.That(failure.Operation, Is.EqualTo("delete"));
        Assert.That(tree.Remaining, Does.Contain("a/b/x"));
    }

    [Test]
    public async Task Delete_TransientFailures_AreTriedAgain()
    {
        TreeBackend tree = new TreeBackend(retry: new RetryOptions { MaxAttempts = 3, BaseDelay = TimeSpan.Zero }).With("a/b", "a/c");
        int left = 2;
        tree.OnDelete = (path, _) => path == "a/b" && left-- > 0 ? throw new StorageException(StorageErrorKind.Busy, "held.") : Task.CompletedTask;

        await tree.DeleteAsync("a", Recursive);

        Assert.That(tree.Remaining, Is.Empty);
    }

    [Test]
    public async Task Delete_Cancelled_StopsAndThrowsTheCallersToken()
    {
        TreeBackend tree = new TreeBackend().With([.. Enumerable.Range(0, 50).Select(i => $"a/f{i}")]);
        TaskCompletionSource under = new();
        tree.OnDelete = async (_, token) =>
        {
            under.TrySetResult();
            await Task.Delay(Timeout.Infinite, token);
        };
        using CancellationTokenSource cancellation = new();

        Task deleting = tree.DeleteAsync("a", Recursive, cancellation.Token);
        await under.Task;
        await cancellation.CancelAsync();
        OperationCanceledException failure = Assert.CatchAsync<OperationCanceledException>(() => deleting);

        Assert.That(failure.CancellationToken, Is.EqualTo(cancellation.Token));
        Assert.That(tree.DeletesUnderWay, Is.Zero);
        Assert.That(tree.OpenSources, Is.Zero);
    }

    [Test]
    public void Delete_BulkAnswerWithAFault_FailsNamingThePath()
    {
        TreeBackend tree = new(new StorageCapabilities { RecursiveListing = true, BulkDeleteLimit = 10 })
        {
            OnBatch = paths => [.. paths.Select(path => path == "a/2" ? new StorageFault(StorageErrorKind.PermissionDenied, "no.") : null)],
        };
        tree.With("a/1", "a/2", "a/3");

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => tree.DeleteAsync("a", Recursive));

        Assert.That(failure.Path, Is.EqualTo(new StoragePath("a/2")));
        Assert.That(tree.Remaining, Is.EqualTo(new[] { "a/2" }));
    }
}
