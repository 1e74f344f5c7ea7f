using Orbit.Storage.Resilience;

namespace Orbit.Storage.S3;

/// <summary>
/// Requests of long operations, which the core neither times nor repeats as a whole: each is tried again while its failure is transient, and each try has its own deadline.
/// </summary>
internal sealed class S3Calls(S3BackendOptions options, TimeProvider time)
{
    private readonly RetryPolicy _retry = new(options.Retry, time);

    /// <summary>How long a request may take that has the store move content.</summary>
    public TimeSpan Long => options.Deadlines.Complete;

    /// <summary>How long any other request may take.</summary>
    public TimeSpan Short => options.Deadlines.Operation;

    /// <summary>How long tidying up may take.</summary>
    public TimeSpan Abort => options.Deadlines.Abort;

    /// <summary>Makes a request.</summary>
    /// <exception cref="StorageException">The last failure.</exception>
    public async Task<TResult> RunAsync<TState, TResult>(
        Func<TState, CancellationToken, Task<TResult>> request, TState state, TimeSpan deadline, CancellationToken cancellationToken) =>
        await _retry.ExecuteAsync(
            static (call, token) => call.self.TryAsync(call.request, call.state, call.deadline, token), (self: this, request, state, deadline), cancellationToken).ConfigureAwait(false);

    private async ValueTask<TResult> TryAsync<TState, TResult>(
        Func<TState, CancellationToken, Task<TResult>> request, TState state, TimeSpan deadline, CancellationToken cancellationToken)
    {
        using CancellationTokenSource timer = new(deadline, time);
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            return await request(state, both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException canceled) when (!cancellationToken.IsCancellationRequested)
        {
            throw new StorageException(StorageErrorKind.Timeout, $"no answer within {deadline.TotalSeconds:0.#} s.", canceled);
        }
        catch (Exception failure) when (failure is not (StorageException or OperationCanceledException) && S3Errors.Classify(failure) is { } fault)
        {
            throw new StorageException(fault, failure);
        }
    }
}
