using Microsoft.Extensions.Logging;
using Orbit.Storage.Diagnostics;
using Orbit.Storage.Resilience;

namespace Orbit.Storage;

/// <summary>
/// The base of every backend. Its public members check arguments, then capabilities, trace and count, call the author's <c>…CoreAsync</c>
/// under the retry policy and the deadlines, and translate failures. An author implements the protected members and the ports they return.
/// </summary>
public abstract partial class StorageBackend : IStorageBackend, IDisposable
{
    private readonly RetryPolicy _retry;
    private int _isDisposed;

    /// <summary>Prepares the engine.</summary>
    /// <param name="options">The backend's options; checked, and copied as far as the core uses them.</param>
    /// <param name="services">What is shared with the host.</param>
    /// <exception cref="StorageException"><see cref="StorageErrorKind.InvalidConfiguration"/>: the message names each setting that is wrong.</exception>
    protected StorageBackend(StorageBackendOptions options, StorageServices services)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(services);
        string[] problems = [.. options.Validate()];
        if (problems.Length > 0)
        {
            throw new StorageException(StorageErrorKind.InvalidConfiguration, $"The options of the backend are wrong: {string.Join(' ', problems)}");
        }

        Services = services;
        Deadlines = options.Deadlines;
        ConfiguredTransfer = new TransferOptions { PartSize = options.PartSize, Concurrency = options.Concurrency };
        Logger = services.LoggerFactory.CreateLogger(GetType());
        _retry = new RetryPolicy(options.Retry, services.Time, failure => Logger.Retrying(Name, failure.Kind, failure.Message));
    }

    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public abstract StorageCapabilities Capabilities { get; }

    /// <summary>What is shared with the host.</summary>
    protected StorageServices Services { get; }

    /// <summary>How long silence is borne.</summary>
    protected DeadlineOptions Deadlines { get; }

    /// <summary>Where the backend's log goes.</summary>
    protected ILogger Logger { get; }

    /// <summary>The size of parts and ranges, and how many at once, that suit this kind of store. Every member of it is set.</summary>
    protected abstract TransferOptions DefaultTransfer { get; }

    internal ILogger Log => Logger;

    private TransferOptions ConfiguredTransfer { get; }

    /// <summary>Closes connections. Calls under way fail.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            await DisposeCoreAsync().ConfigureAwait(false);
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Closes connections without waiting until they are closed, for containers that are disposed synchronously. Prefer <see cref="DisposeAsync"/>.</summary>
    public void Dispose()
    {
        _ = DisposeInBackgroundAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Says what a failure of the backend's own transport means: the one place that knows its codes.</summary>
    /// <param name="failure">What was thrown.</param>
    /// <returns>The fault, or null where the exception is not one of the transport's.</returns>
    protected internal abstract StorageFault? Classify(Exception failure);

    /// <summary>Closes connections; called once.</summary>
    protected virtual ValueTask DisposeCoreAsync() => default;

    internal void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_isDisposed != 0, this);

    /// <summary>One unit of work: tried again while the failure is transient, each try under the operation's deadline, failures translated.</summary>
    internal ValueTask<TResult> RunUnitAsync<TState, TResult>(
        FailureTranslator translator, Func<StorageBackend, TState, CancellationToken, Task<TResult>> core, TState state, CancellationToken cancellationToken) =>
        _retry.ExecuteAsync(
            static async (run, token) =>
            {
                try
                {
                    return await OperationDeadline.RunAsync(
                        static (run, token) => run.core(run.backend, run.state, token),
                        run, run.backend.Deadlines.Operation, run.backend.Services.Time, token).ConfigureAwait(false);
                }
                catch (Exception failure) when (run.translator.TryTranslate(failure, out StorageException? translated))
                {
                    throw translated;
                }
            },
            (backend: this, core, state, translator),
            cancellationToken);

    private async Task DisposeInBackgroundAsync()
    {
        try
        {
            await DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // Nobody awaits this task, so the log is the only place that can hear of it.
            Logger.ClosingFailed(failure, Name);
        }
    }

    private TransferOptions EffectiveTransfer(TransferOptions? asked) => new()
    {
        PartSize = asked?.PartSize ?? ConfiguredTransfer.PartSize ?? DefaultTransfer.PartSize,
        Concurrency = asked?.Concurrency ?? ConfiguredTransfer.Concurrency ?? DefaultTransfer.Concurrency,
        WindowSize = asked?.WindowSize ?? DefaultTransfer.WindowSize,
        SpoolDirectory = asked?.SpoolDirectory,
    };

    /// <summary>One single-entry operation: traced, tried again while the failure is transient, each try under its deadline.</summary>
    private async Task<TResult> RunAsync<TState, TResult>(
        string operation, StoragePath path, Func<StorageBackend, TState, CancellationToken, Task<TResult>> core, TState state, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed != 0, this);
        cancellationToken.ThrowIfCancellationRequested();
        OperationScope scope = new(Name, operation, path);
        try
        {
            return await RunUnitAsync(new FailureTranslator(this, operation, path), core, state, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            scope.Fail(failure);
            throw;
        }
        finally
        {
            scope.Dispose();
        }
    }

    /// <summary>An operation that may take long and whose units of work are tried again and timed further in.</summary>
    private async Task<TResult> RunUntimedAsync<TState, TResult>(
        string operation, StoragePath path, Func<StorageBackend, TState, CancellationToken, Task<TResult>> core, TState state, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed != 0, this);
        cancellationToken.ThrowIfCancellationRequested();
        OperationScope scope = new(Name, operation, path);
        try
        {
            return await core(this, state, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            bool isForeign = new FailureTranslator(this, operation, path).TryTranslate(failure, out StorageException? translated);
            scope.Fail(translated ?? failure);
            if (isForeign)
            {
                throw translated!;
            }

            throw;
        }
        finally
        {
            scope.Dispose();
        }
    }
}
