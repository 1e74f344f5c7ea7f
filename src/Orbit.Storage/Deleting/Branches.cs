using System.Runtime.ExceptionServices;

namespace Orbit.Storage.Deleting;

/// <summary>
/// Runs the branches of a tree a few at once: whoever finds work forks it while a place is free and does it itself when not, so that nobody
/// waits for a place. The first failure stops all.
/// </summary>
internal sealed class Branches(int places, CancellationToken cancellationToken) : IDisposable
{
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    private ExceptionDispatchInfo? _firstFailure;
    private int _freePlaces = places - 1; // one is the trunk's

    /// <summary>Ends with the caller's token and with the first failure.</summary>
    public CancellationToken Stop => _stop.Token;

    public void Dispose() => _stop.Dispose();

    /// <summary>Does the work now, or forks it and counts it.</summary>
    public Task ForkOrRunAsync<TState, TItem>(BranchCount count, Func<TState, TItem, Task> work, TState state, TItem item)
    {
        Stop.ThrowIfCancellationRequested();
        if (Interlocked.Decrement(ref _freePlaces) < 0)
        {
            Interlocked.Increment(ref _freePlaces);
            return work(state, item);
        }

        count.Begin();
        _ = BranchAsync(count, work, state, item);
        return Task.CompletedTask;
    }

    /// <summary>Runs the trunk, and throws the first failure when it and all it forked have stopped.</summary>
    public async Task RunAsync<TState, TItem>(Func<TState, TItem, Task> trunk, TState state, TItem item)
    {
        await ObserveAsync(trunk, state, item).ConfigureAwait(false);
        if (_firstFailure?.SourceException is OperationCanceledException)
        {
            // The caller gets the token it knows, not the joined one.
            cancellationToken.ThrowIfCancellationRequested();
        }

        _firstFailure?.Throw();
    }

    /// <summary>Keeps a failure if it is the first, and stops all branches.</summary>
    public void Fail(Exception failure)
    {
        if (Interlocked.CompareExchange(ref _firstFailure, ExceptionDispatchInfo.Capture(failure), null) is null)
        {
            _stop.Cancel();
        }
    }

    private async Task BranchAsync<TState, TItem>(BranchCount count, Func<TState, TItem, Task> work, TState state, TItem item)
    {
        await ObserveAsync(work, state, item).ConfigureAwait(false);
        Interlocked.Increment(ref _freePlaces);
        count.End();
    }

    private async Task ObserveAsync<TState, TItem>(Func<TState, TItem, Task> work, TState state, TItem item)
    {
        try
        {
            await work(state, item).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            // Not lost: RunAsync throws the first when all have stopped.
            Fail(failure);
        }
    }
}
