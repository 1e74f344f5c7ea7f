using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Orbit.Storage.Diagnostics;

namespace Orbit.Storage.Decorators;

/// <summary>The lines that a logged call leaves.</summary>
internal sealed class CallJournal(string backend, ILogger logger, LogLevel level)
{
    public static CallClock Start() => new(Stopwatch.GetTimestamp());

    public async Task<TResult> RunAsync<TResult>(string operation, StoragePath path, Func<Task<TResult>> call)
    {
        CallClock clock = Start();
        TResult result = await WatchAsync(operation, path, clock, call).ConfigureAwait(false);
        logger.CallEnded(level, backend, operation, path, clock.Milliseconds);
        return result;
    }

    public async Task RunAsync(string operation, StoragePath path, Func<Task> call, StoragePath? destination = null)
    {
        CallClock clock = Start();
        try
        {
            await call().ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            Failed(operation, path, failure, clock);
            throw;
        }

        if (destination is { } to)
        {
            logger.PairEnded(level, backend, operation, path, to, clock.Milliseconds);
        }
        else
        {
            logger.CallEnded(level, backend, operation, path, clock.Milliseconds);
        }
    }

    public async Task<TResult> WatchAsync<TResult>(string operation, StoragePath path, CallClock clock, Func<Task<TResult>> call)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            Failed(operation, path, failure, clock);
            throw;
        }
    }

    public async IAsyncEnumerable<T> EnumerateAsync<T>(string operation, StoragePath path, IAsyncEnumerable<T> items, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        CallClock clock = Start();
        long count = 0;
        IAsyncEnumerator<T> enumerator = items.GetAsyncEnumerator(cancellationToken);
        await using (enumerator.ConfigureAwait(false))
        {
            while (await WatchAsync(operation, path, clock, () => enumerator.MoveNextAsync().AsTask()).ConfigureAwait(false))
            {
                count++;
                yield return enumerator.Current;
            }
        }

        logger.SequenceEnded(level, backend, operation, path, count, clock.Milliseconds);
    }

    public void Moved(string what, StoragePath path, long bytes, CallClock clock) => logger.BytesMoved(level, backend, what, path, bytes, clock.Milliseconds);

    public void Failed(string operation, StoragePath path, Exception failure, CallClock clock)
    {
        if (failure is OperationCanceledException)
        {
            logger.CallCanceled(level, backend, operation, path, clock.Milliseconds);
        }
        else
        {
            logger.CallFailed(backend, operation, path, (failure as StorageException)?.Kind.ToString() ?? failure.GetType().Name, failure.Message, clock.Milliseconds);
        }
    }
}
