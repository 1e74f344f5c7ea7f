using System.Runtime.ExceptionServices;

namespace Orbit.Storage.Writing;

/// <summary>
/// Ends a write at its first failure: remembers it and stops everything that is under way. What fails because it was stopped is not
/// remembered.
/// </summary>
internal sealed class WriteStop(CancellationToken caller) : IDisposable
{
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(caller);
    private ExceptionDispatchInfo? _first;

    /// <summary>Fires when the caller cancels or something fails.</summary>
    public CancellationToken Token => _stop.Token;

    /// <summary>Whether the caller has cancelled.</summary>
    public bool IsCanceledByCaller => caller.IsCancellationRequested;

    public void Fail(Exception failure)
    {
        // What breaks while the caller cancels, breaks because of it; but an outcome that is not known must not pass for "nothing happened".
        if (caller.IsCancellationRequested && failure is not StorageException { Kind: StorageErrorKind.OutcomeUnknown })
        {
            failure = new OperationCanceledException("The write was cancelled.", failure, caller);
        }

        if (Interlocked.CompareExchange(ref _first, ExceptionDispatchInfo.Capture(failure), null) is null)
        {
            try
            {
                _stop.Cancel();
            }
            catch (AggregateException)
            {
                // Something that a transport has registered on its token threw; the failure that counts is remembered already.
            }
        }
    }

    /// <summary>Throws the first failure, if there was one.</summary>
    public void ThrowIfFailed() => _first?.Throw();

    public void Dispose() => _stop.Dispose();
}
