using Microsoft.Extensions.Time.Testing;
using Orbit.Storage.Resilience;

namespace Orbit.Storage.Tests;

/// <summary>What the base does around the one call of a single-entry operation.</summary>
public class SingleOperationTests
{
    [Test]
    public async Task Stat_TransientFailures_AreTriedAgain()
    {
        RecordingBackend backend = Backend(maxAttempts: 3);
        backend.OnCall = _ => backend.Calls.Count < 3 ? throw new StorageException(StorageErrorKind.Busy, "held.") : Task.CompletedTask;

        await backend.StatAsync("a");

        Assert.That(backend.Calls, Has.Count.EqualTo(3));
    }

    [Test]
    public void Stat_PermanentFailure_IsOneCall(
        [Values(StorageErrorKind.NotFound, StorageErrorKind.PermissionDenied, StorageErrorKind.InvalidPath, StorageErrorKind.AuthenticationFailed, StorageErrorKind.Other)] StorageErrorKind kind)
    {
        RecordingBackend backend = Backend(maxAttempts: 3);
        backend.OnCall = _ => throw new StorageException(kind, "no.");

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => backend.StatAsync("a"));

        Assert.That(failure.Message, Is.EqualTo("recording: cannot stat 'a': no."));
        Assert.That(backend.Calls, Has.Count.EqualTo(1));
    }

    [Test]
    public void Stat_FailureToTheEnd_SaysHowOften()
    {
        RecordingBackend backend = Backend(maxAttempts: 4);
        backend.OnCall = _ => throw new StorageException(StorageErrorKind.Network, "reset.");

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => backend.StatAsync("a"));

        Assert.That(failure.Attempts, Is.EqualTo(4));
        Assert.That(failure.Message, Does.StartWith("recording: cannot stat 'a': reset. (gave up after 4 attempts in "));
        Assert.That(backend.Calls, Has.Count.EqualTo(4));
    }

    [Test]
    public async Task Stat_NoAnswerWithinTheDeadline_IsATimeout()
    {
        FakeTimeProvider time = new();
        RecordingBackend backend = Backend(maxAttempts: 1, time);
        backend.OnCall = token => Task.Delay(Timeout.Infinite, token);

        Task stat = backend.StatAsync("a");
        time.Advance(TimeSpan.FromSeconds(60));
        StorageException failure = Assert.ThrowsAsync<StorageException>(() => stat);

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.Timeout));
        Assert.That(failure.Message, Is.EqualTo("recording: cannot stat 'a': no answer within 60 s."));
        await backend.DisposeAsync();
    }

    [Test]
    public void Stat_TransportThatCancelsByItself_IsATimeoutAndNotTheCallersWish()
    {
        RecordingBackend backend = Backend(maxAttempts: 1);
        backend.OnCall = _ => throw new TaskCanceledException("the client's own timeout");

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => backend.StatAsync("a"));

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.Timeout));
    }

    [Test]
    public async Task Stat_Cancelled_ThrowsTheCallersToken()
    {
        RecordingBackend backend = Backend(maxAttempts: 3);
        backend.OnCall = token => Task.Delay(Timeout.Infinite, token);
        using CancellationTokenSource cancellation = new();

        Task stat = backend.StatAsync("a", cancellation.Token);
        await cancellation.CancelAsync();
        OperationCanceledException failure = Assert.CatchAsync<OperationCanceledException>(() => stat);

        Assert.That(failure.CancellationToken, Is.EqualTo(cancellation.Token));
        Assert.That(backend.Calls, Has.Count.EqualTo(1));
    }

    [Test]
    public void Stat_CancelledBefore_AsksNothing()
    {
        RecordingBackend backend = Backend(maxAttempts: 3);

        Assert.That(() => backend.StatAsync("a", new CancellationToken(canceled: true)), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(backend.Calls, Is.Empty);
    }

    [Test]
    public async Task Stat_AfterDispose_Fails()
    {
        RecordingBackend backend = Backend(maxAttempts: 3);
        await backend.DisposeAsync();

        Assert.That(() => backend.StatAsync("a"), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(backend.Calls, Is.Empty);
    }

    private static RecordingBackend Backend(int maxAttempts, TimeProvider? time = null) => new(
        new StorageCapabilities(),
        new QuickOptions { Retry = new RetryOptions { MaxAttempts = maxAttempts, BaseDelay = TimeSpan.Zero, MaxDelay = TimeSpan.Zero } },
        new StorageServices { Time = time ?? TimeProvider.System });

    private sealed class QuickOptions : StorageBackendOptions;
}
