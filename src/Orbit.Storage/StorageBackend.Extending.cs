namespace Orbit.Storage;

// What a backend offers beyond the contract.
public abstract partial class StorageBackend
{
    /// <summary>
    /// Runs an operation that only this backend has as the core runs its own: the path is checked, the call is traced, tried again while the failure is
    /// transient, each try under the operation's deadline, and failures are translated.
    /// </summary>
    /// <param name="operation">Its name, as in "list versions": exceptions say "cannot list versions 'a/b'".</param>
    /// <param name="path">What it is about.</param>
    /// <param name="core">Makes one try.</param>
    /// <param name="state">What <paramref name="core"/> gets.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <typeparam name="TState">What <paramref name="core"/> gets.</typeparam>
    /// <typeparam name="TResult">What it returns.</typeparam>
    protected Task<TResult> RunOwnAsync<TState, TResult>(
        string operation, StoragePath path, Func<TState, CancellationToken, Task<TResult>> core, TState state, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(operation);
        ArgumentNullException.ThrowIfNull(core);
        Admission.Path(this, operation, path);
        return RunAsync(operation, path, static (_, call, token) => call.core(call.state, token), (core, state), cancellationToken);
    }

    /// <summary>The same for an operation that may take long, and whose requests the backend times and repeats itself.</summary>
    /// <param name="operation">Its name.</param>
    /// <param name="path">What it is about.</param>
    /// <param name="core">Does it.</param>
    /// <param name="state">What <paramref name="core"/> gets.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <typeparam name="TState">What <paramref name="core"/> gets.</typeparam>
    /// <typeparam name="TResult">What it returns.</typeparam>
    protected Task<TResult> RunOwnUntimedAsync<TState, TResult>(
        string operation, StoragePath path, Func<TState, CancellationToken, Task<TResult>> core, TState state, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(operation);
        ArgumentNullException.ThrowIfNull(core);
        Admission.Path(this, operation, path);
        return RunUntimedAsync(operation, path, static (_, call, token) => call.core(call.state, token), (core, state), cancellationToken);
    }
}
