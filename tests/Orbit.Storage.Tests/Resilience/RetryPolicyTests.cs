using Orbit.Storage.Resilience;

namespace Orbit.Storage.Tests.Resilience;

public class RetryPolicyTests
{
    private readonly ImpatientTimeProvider _time = new();
    private readonly List<StorageException> _repeated = [];
    private int _calls;

    [Test]
    public async Task Execute_TwoTransientFailures_SucceedsWithTheThirdCall()
    {
        RetryPolicy policy = Policy(new RetryOptions());

        int result = await RunAsync(policy, call => call <= 2 ? new StorageException(StorageErrorKind.RateLimited, "503") : null);

        Assert.That(result, Is.EqualTo(3));
        Assert.That(_repeated, Has.Count.EqualTo(2));
        Assert.That(_time.Waits, Has.Length.EqualTo(2));
        Assert.That(_time.Waits[0].TotalMilliseconds, Is.InRange(50, 150));
        Assert.That(_time.Waits[1].TotalMilliseconds, Is.InRange(100, 300));
    }

    [Test]
    public void Execute_AlwaysTransient_GivesUpAfterTheAttemptsAndSaysSo([Values(2, 5, 8)] int attempts)
    {
        RetryPolicy policy = Policy(new RetryOptions { MaxAttempts = attempts });

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => RunAsync(policy, _ => new StorageException(StorageErrorKind.RateLimited, "503")));

        Assert.That(_calls, Is.EqualTo(attempts));
        Assert.That(failure.Attempts, Is.EqualTo(attempts));
        Assert.That(failure.Elapsed, Is.EqualTo(_time.Waits.Aggregate(TimeSpan.Zero, (sum, wait) => sum + wait)));
        Assert.That(failure.Message, Does.Match($@"^503 \(gave up after {attempts} attempts in \d+\.\d s\)$"));
        Assert.That(_time.Waits, Has.Length.EqualTo(attempts - 1));
    }

    [Test]
    public void Execute_AlwaysTransient_BeginsNoWaitThatWouldPassTheElapsedTime()
    {
        TimeSpan most = TimeSpan.FromSeconds(3);
        RetryPolicy policy = Policy(new RetryOptions { MaxAttempts = 100, BaseDelay = TimeSpan.FromMilliseconds(500), MaxElapsed = most });

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => RunAsync(policy, _ => new StorageException(StorageErrorKind.Network, "reset")));

        Assert.That(failure.Elapsed, Is.LessThan(most));
        Assert.That(_calls, Is.InRange(2, 99));
    }

    [Test]
    public async Task Execute_ServerSaysWhen_WaitsAtLeastThatLong()
    {
        RetryPolicy policy = Policy(new RetryOptions { BaseDelay = TimeSpan.FromMilliseconds(10) });

        await RunAsync(policy, call => call == 1 ? Slow(TimeSpan.FromSeconds(2)) : null);

        Assert.That(_time.Waits, Is.EqualTo(new[] { TimeSpan.FromSeconds(2) }));
    }

    [Test]
    public async Task Execute_ServerWaitLongerThanTheLongest_IsHonoured()
    {
        RetryPolicy policy = Policy(new RetryOptions { MaxDelay = TimeSpan.FromSeconds(1) });

        await RunAsync(policy, call => call == 1 ? Slow(TimeSpan.FromSeconds(90)) : null);

        Assert.That(_time.Waits, Is.EqualTo(new[] { TimeSpan.FromSeconds(90) }));
    }

    [Test]
    public async Task Execute_ServerWaitShorterThanTheOwn_TakesTheOwn()
    {
        RetryPolicy policy = Policy(new RetryOptions());

        await RunAsync(policy, call => call == 1 ? Slow(TimeSpan.Zero) : null);

        Assert.That(_time.Waits.Single().TotalMilliseconds, Is.InRange(50, 150));
    }

    [Test]
    public void Execute_ServerWaitBeyondTheElapsedTime_GivesUpAtOnce()
    {
        RetryPolicy policy = Policy(new RetryOptions { MaxElapsed = TimeSpan.FromSeconds(30) });

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => RunAsync(policy, _ => Slow(TimeSpan.FromMinutes(5))));

        Assert.That(_calls, Is.EqualTo(1));
        Assert.That(failure.Attempts, Is.EqualTo(1));
        Assert.That(_time.Waits, Is.Empty);
    }

    [Test]
    public void Execute_PermanentFailure_IsOneCall([Values(StorageErrorKind.InvalidPath, StorageErrorKind.PermissionDenied, StorageErrorKind.NotFound)] StorageErrorKind kind)
    {
        RetryPolicy policy = Policy(new RetryOptions());

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => RunAsync(policy, _ => new StorageException(kind, "no")));

        Assert.That(_calls, Is.EqualTo(1));
        Assert.That(failure.Message, Is.EqualTo("no"));
        Assert.That(_repeated, Is.Empty);
    }

    [Test]
    public void Execute_OtherExceptions_AreOneCall()
    {
        RetryPolicy policy = Policy(new RetryOptions());

        Assert.That(() => RunAsync(policy, _ => new TimeoutException()), Throws.TypeOf<TimeoutException>());
        Assert.That(_calls, Is.EqualTo(1));
    }

    [Test]
    public void Execute_FailureRepeatedFurtherIn_IsNotRepeatedFurtherOut()
    {
        RetryPolicy inner = Policy(new RetryOptions { MaxAttempts = 3 });
        RetryPolicy outer = Policy(new RetryOptions { MaxAttempts = 5 });

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => outer.ExecuteAsync(
            async (_, _) => await RunAsync(inner, _ => new StorageException(StorageErrorKind.Network, "reset")), 0, CancellationToken.None).AsTask());

        Assert.That(_calls, Is.EqualTo(3));
        Assert.That(failure.Attempts, Is.EqualTo(3));
    }

    [Test]
    public void Execute_OneAttempt_RepeatsNothing()
    {
        RetryPolicy policy = Policy(new RetryOptions { MaxAttempts = 1 });

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => RunAsync(policy, _ => new StorageException(StorageErrorKind.Network, "reset")));

        Assert.That(_calls, Is.EqualTo(1));
        Assert.That(failure.Message, Is.EqualTo("reset"));
    }

    [Test]
    public async Task Execute_CancelledWhileWaiting_StopsWithoutAFurtherCall()
    {
        using CancellationTokenSource cancellation = new();
        RetryPolicy policy = new(new RetryOptions { BaseDelay = TimeSpan.FromMinutes(1), MaxDelay = TimeSpan.FromMinutes(10), MaxElapsed = TimeSpan.FromHours(1) });

        Task<int> run = policy.ExecuteAsync<int, int>(
            (_, _) =>
            {
                _calls++;
                throw new StorageException(StorageErrorKind.Network, "reset");
            },
            0,
            cancellation.Token).AsTask();
        await cancellation.CancelAsync();

        Assert.That(() => run, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(_calls, Is.EqualTo(1));
    }

    [Test]
    public async Task Execute_Options_AreCopied()
    {
        RetryOptions options = new() { MaxAttempts = 2 };
        RetryPolicy policy = Policy(options);
        options.MaxAttempts = 50;
        options.BaseDelay = TimeSpan.FromHours(1);

        Assert.That(() => RunAsync(policy, _ => new StorageException(StorageErrorKind.Network, "reset")), Throws.TypeOf<StorageException>());
        Assert.That(_calls, Is.EqualTo(2));
        Assert.That(_time.Waits.Single().TotalSeconds, Is.LessThan(1));
        await Task.CompletedTask;
    }

    [Test]
    public void Construct_OptionOutOfBounds_IsAnArgumentMistakeNamingIt()
    {
        Assert.That(() => Policy(new RetryOptions { MaxAttempts = 0 }), Throws.InstanceOf<ArgumentException>().With.Message.Contains("MaxAttempts"));
        Assert.That(() => Policy(new RetryOptions { BaseDelay = TimeSpan.FromMinutes(2) }), Throws.InstanceOf<ArgumentException>().With.Message.Contains("BaseDelay"));
        Assert.That(() => Policy(new RetryOptions { MaxDelay = TimeSpan.Zero }), Throws.InstanceOf<ArgumentException>().With.Message.Contains("MaxDelay"));
        Assert.That(() => Policy(new RetryOptions { MaxElapsed = TimeSpan.FromSeconds(-1) }), Throws.InstanceOf<ArgumentException>().With.Message.Contains("MaxElapsed"));
        Assert.That(() => Policy(null!), Throws.ArgumentNullException);
    }

    private static StorageException Slow(TimeSpan retryAfter) => new(new StorageFault(StorageErrorKind.RateLimited, "slow down") { RetryAfter = retryAfter }, null);

    private RetryPolicy Policy(RetryOptions options) => new(options, _time, _repeated.Add);

    /// <summary>Runs calls that fail as told, and yields the number of the one that did not.</summary>
    private Task<int> RunAsync(RetryPolicy policy, Func<int, Exception?> fail) => policy.ExecuteAsync(
        async (fail, _) =>
        {
            await Task.Yield();
            return fail(++_calls) is { } failure ? throw failure : _calls;
        },
        fail,
        CancellationToken.None).AsTask();
}
