namespace Orbit.Storage.Resilience;

/// <summary>Turns a deadline that passes into <see cref="StorageErrorKind.Timeout"/>, and leaves the caller's own cancellation what it is.</summary>
internal static class OperationDeadline
{
    public static async ValueTask<TResult> RunAsync<TState, TResult>(
        Func<TState, CancellationToken, Task<TResult>> work, TState state, TimeSpan deadline, TimeProvider time, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using CancellationTokenSource timer = new(deadline, time);
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            return await work(state, both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException canceled) when (timer.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new StorageException(StorageErrorKind.Timeout, $"no answer within {deadline.TotalSeconds:0.#} s.", canceled);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The caller gets the token it knows, not the joined one.
            throw new OperationCanceledException(cancellationToken);
        }
        catch (OperationCanceledException stray)
        {
            // A transport that gives up by itself (HttpClient.Timeout) must not look like the caller's own wish.
            throw new StorageException(StorageErrorKind.Timeout, "the transport gave up waiting for an answer.", stray);
        }
    }
}
