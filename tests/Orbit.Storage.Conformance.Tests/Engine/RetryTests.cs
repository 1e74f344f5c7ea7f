using Orbit.Storage.Resilience;
using Orbit.Storage.Testing;
using Orbit.Storage.Testing.Faults;
using Orbit.Storage.Testing.Scripted;

namespace Orbit.Storage.Conformance.Tests.Engine;

public sealed class RetryTests : EngineFixture
{
    private static readonly RetryOptions Patient = new() { MaxAttempts = 4, BaseDelay = TimeSpan.FromSeconds(1), MaxDelay = TimeSpan.FromSeconds(8), MaxElapsed = TimeSpan.FromMinutes(1) };
    private readonly TimeOfWaits _time = new();

    [Test]
    public async Task E03_TwiceBusyThenWell_IsThreeRequests()
    {
        ScriptedBackend store = Open(new ScriptedBackendOptions { Retry = Patient }, _time);
        store.Plant("e03", [1]);
        store.Faults.Add(StorageCall.Stat, Fault.Throw(StorageErrorKind.RateLimited), times: 2);

        await _time.PassUntilAsync(store.StatAsync("e03", Token));

        Assert.That(store.Log.Count(StorageCall.Stat), Is.EqualTo(3));
        Assert.That(_time.Waits, Has.Length.EqualTo(2).And.All.GreaterThan(TimeSpan.Zero).And.All.LessThanOrEqualTo(Patient.MaxDelay));
    }

    [Test]
    public async Task E04_AlwaysBusy_FailsAfterAllAttemptsAndSaysSo()
    {
        ScriptedBackend store = Open(new ScriptedBackendOptions { Retry = Patient }, _time);
        store.Faults.Add(StorageCall.Stat, Fault.Throw(StorageErrorKind.RateLimited), times: int.MaxValue);
        DateTimeOffset before = _time.GetUtcNow();

        StorageException failure = await StorageAssert.FailsAsync(() => _time.PassUntilAsync(store.StatAsync("e04", Token)), StorageErrorKind.RateLimited);

        Assert.That((store.Log.Count(StorageCall.Stat), failure.Attempts), Is.EqualTo((4, 4)));
        Assert.That(failure.Elapsed, Is.GreaterThan(TimeSpan.Zero).And.LessThanOrEqualTo(_time.GetUtcNow() - before));
        Assert.That(failure.Message, Does.Contain("4 attempts"));
    }

    [Test]
    public async Task E04_TimeIsUp_FailsBeforeAllAttempts()
    {
        RetryOptions shortly = new() { MaxAttempts = 100, BaseDelay = TimeSpan.FromSeconds(1), MaxDelay = TimeSpan.FromSeconds(1), MaxElapsed = TimeSpan.FromSeconds(5) };
        ScriptedBackend store = Open(new ScriptedBackendOptions { Retry = shortly }, _time);
        store.Faults.Add(StorageCall.Stat, Fault.Throw(StorageErrorKind.RateLimited), times: int.MaxValue);

        StorageException failure = await StorageAssert.FailsAsync(() => _time.PassUntilAsync(store.StatAsync("e04", Token)), StorageErrorKind.RateLimited);

        Assert.That(failure.Attempts, Is.InRange(2, 99));
    }

    [Test]
    public async Task E05_ServerAsksToWait_IsWaitedFor()
    {
        ScriptedBackend store = Open(new ScriptedBackendOptions { Retry = new RetryOptions { BaseDelay = TimeSpan.FromMilliseconds(1) } }, _time);
        store.Plant("e05", [1]);
        store.Faults.Add(StorageCall.Stat, Fault.Throw(StorageErrorKind.RateLimited, retryAfter: TimeSpan.FromSeconds(2)));
        DateTimeOffset before = _time.GetUtcNow();

        await _time.PassUntilAsync(store.StatAsync("e05", Token));

        Assert.That(_time.GetUtcNow() - before, Is.GreaterThanOrEqualTo(TimeSpan.FromSeconds(2)));
    }

    [Test]
    public async Task E06_FinalFailure_IsOneRequest(
        [Values(StorageErrorKind.NotFound, StorageErrorKind.PermissionDenied, StorageErrorKind.InvalidPath, StorageErrorKind.Other, StorageErrorKind.QuotaExceeded)] StorageErrorKind kind)
    {
        ScriptedBackend store = Open();
        foreach (StorageCall call in new[] { StorageCall.Stat, StorageCall.ReadPage, StorageCall.WriteWhole, StorageCall.OpenRanges, StorageCall.Delete })
        {
            store.Faults.Add(call, Fault.Throw(kind));
        }

        await StorageAssert.FailsAsync(() => store.StatAsync("e06", Token), kind);
        await StorageAssert.FailsAsync(() => store.DeleteAsync("e06", null, Token), kind);
        await StorageAssert.FailsAsync(() => store.OpenReadAsync("e06", null, Token), kind);
        await StorageAssert.FailsAsync(() => store.WriteTextAsync("e06", "content", null, Token), kind);

        Assert.That(
            new[] { StorageCall.Stat, StorageCall.Delete, StorageCall.OpenRanges, StorageCall.WriteWhole }.Select(store.Log.Count), Is.All.EqualTo(1));
    }

    [Test]
    public async Task E13_RejectedCredentialsOrHost_AreFinal([Values(StorageErrorKind.AuthenticationFailed, StorageErrorKind.HostKeyRejected)] StorageErrorKind kind)
    {
        ScriptedBackend store = Open();
        store.Faults.Add(StorageCall.Stat, Fault.Throw(kind));

        StorageException failure = await StorageAssert.FailsAsync(() => store.StatAsync("e13", Token), kind);

        Assert.That((failure.IsTransient, failure.Attempts, store.Log.Count(StorageCall.Stat)), Is.EqualTo((false, 1, 1)));
    }

    [Test]
    public async Task E12_DeadConnection_IsReplacedWithoutAnError(
        [Values(StorageCall.Stat, StorageCall.ReadPage, StorageCall.OpenRanges, StorageCall.OpenRange, StorageCall.OpenSink, StorageCall.WriteWhole, StorageCall.Delete)] StorageCall call)
    {
        ScriptedBackend store = Open();
        store.Plant("old", [1]);
        store.Faults.Add(call, Fault.Throw(StorageErrorKind.Network));

        await store.StatAsync("old", Token);
        await store.WriteTextAsync("e12", "content", null, Token);
        Assert.That(await store.ReadTextAsync("e12", cancellationToken: Token), Is.EqualTo("content"));
        Assert.That(await store.ListToListAsync("", 10, cancellationToken: Token), Has.Count.EqualTo(2));
        await store.DeleteAsync("e12", null, Token);

        Assert.That(store.Faults.Struck, Is.EqualTo(1));
    }
}
