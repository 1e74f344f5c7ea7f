using Orbit.Storage.Diagnostics;
using Polly;
using Polly.Retry;

namespace Orbit.Storage.Resilience;

/// <summary>
/// The one retry layer. It repeats a unit of work while its failure is transient, with exponential, jittered waits, or the server's own where that is longer,
/// within the bounds of <see cref="RetryOptions"/>. What failed to the end is not repeated further out.
/// </summary>
public sealed class RetryPolicy
{
    private static readonly ResiliencePropertyKey<long> StartedAt = new("orbit.started");
    private static readonly ResiliencePropertyKey<TimeSpan?> NextWait = new("orbit.wait");
    private readonly RetryOptions _options;
    private readonly TimeProvider _time;
    private readonly ResiliencePipeline _pipeline;

    /// <summary>Makes a policy.</summary>
    /// <param name="options">Its bounds; copied.</param>
    /// <param name="time">What tells the time and waits. Default: the system's.</param>
    /// <param name="onRetry">Hears of each failure that is going to be repeated. Default: null.</param>
    public RetryPolicy(RetryOptions options, TimeProvider? time = null, Action<StorageException>? onRetry = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Validate().FirstOrDefault() is { } problem)
        {
            throw new ArgumentOutOfRangeException(nameof(options), problem);
        }

        _options = options = new RetryOptions { MaxAttempts = options.MaxAttempts, BaseDelay = options.BaseDelay, MaxDelay = options.MaxDelay, MaxElapsed = options.MaxElapsed };
        _time = time ?? TimeProvider.System;
        _pipeline = options.MaxAttempts == 1 ? ResiliencePipeline.Empty : Build(onRetry);
    }

    /// <summary>Runs a unit of work.</summary>
    /// <typeparam name="TState">What the work needs.</typeparam>
    /// <typeparam name="TResult">What it yields.</typeparam>
    /// <param name="work">The work; repeated whole.</param>
    /// <param name="state">What it needs.</param>
    /// <param name="cancellationToken">Ends work and waits.</param>
    /// <exception cref="StorageException">The last failure, with the number of attempts and the time they took.</exception>
    public async ValueTask<TResult> ExecuteAsync<TState, TResult>(
        Func<TState, CancellationToken, ValueTask<TResult>> work, TState state, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        cancellationToken.ThrowIfCancellationRequested();
        long startedAt = _time.GetTimestamp();
        StorageException? first = null;
        try
        {
            // Almost every unit succeeds at once, and what repeats it costs more than a small file's bytes: it comes in where something has failed.
            return await work(state, cancellationToken).ConfigureAwait(false);
        }
        catch (StorageException failure) when (_options.MaxAttempts > 1 && IsRepeatable(failure))
        {
            first = failure;
        }

        return await RepeatAsync(new Run<TState, TResult>(work, state, first), startedAt, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<TResult> RepeatAsync<TState, TResult>(Run<TState, TResult> run, long startedAt, CancellationToken cancellationToken)
    {
        ResilienceContext context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, cancellationToken);
        context.Properties.Set(StartedAt, startedAt);
        try
        {
            return await _pipeline.ExecuteAsync(static (context, run) => run.InvokeAsync(context.CancellationToken), context, run).ConfigureAwait(false);
        }
        catch (StorageException failure) when (run.Attempts > 1)
        {
            failure.Attempts = Math.Max(failure.Attempts, run.Attempts);
            failure.Elapsed = _time.GetElapsedTime(startedAt);
            throw;
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    // A failure with attempts behind it was repeated further in; repeating it here would multiply the load on a store in trouble.
    private static bool IsRepeatable(StorageException failure) => failure is { IsTransient: true, Attempts: 1 };

    private ResiliencePipeline Build(Action<StorageException>? onRetry) =>
        new ResiliencePipelineBuilder { TimeProvider = _time }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = _options.MaxAttempts - 1,
                ShouldHandle = arguments => ValueTask.FromResult(ShouldRepeat(arguments)),
                DelayGenerator = static arguments => ValueTask.FromResult(arguments.Context.Properties.GetValue(NextWait, null)),
                OnRetry = arguments =>
                {
                    StorageTelemetry.Retries.Add(1);
                    onRetry?.Invoke((StorageException)arguments.Outcome.Exception!);
                    return default;
                },
            })
            .Build();

    private bool ShouldRepeat(RetryPredicateArguments<object> arguments)
    {
        if (arguments.Outcome.Exception is not StorageException failure || !IsRepeatable(failure)
            || !arguments.Context.Properties.TryGetValue(StartedAt, out long startedAt))
        {
            return false;
        }

        TimeSpan wait = RetryBackoff.Wait(_options, arguments.AttemptNumber, Random.Shared.NextDouble());
        wait = failure.RetryAfter > wait ? failure.RetryAfter.Value : wait;
        arguments.Context.Properties.Set(NextWait, wait);
        return _time.GetElapsedTime(startedAt) + wait < _options.MaxElapsed;
    }

    private sealed class Run<TState, TResult>(Func<TState, CancellationToken, ValueTask<TResult>> work, TState state, StorageException first)
    {
        public int Attempts { get; private set; }

        public ValueTask<TResult> InvokeAsync(CancellationToken cancellationToken)
        {
            Attempts++;

            // The first attempt is over: its failure is what the pipeline is to begin with.
            return Attempts == 1 ? ValueTask.FromException<TResult>(first) : work(state, cancellationToken);
        }
    }
}
