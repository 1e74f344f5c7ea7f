using System.Runtime.CompilerServices;

namespace Orbit.Storage.Deleting;

/// <summary>Deletes a stream of paths with several requests under way, and reports in the order of the paths.</summary>
internal static class BulkDeletion
{
    // Requests under way at once: single ones, and bulk ones, which a store works through one by one itself.
    private const int SinglesAtOnce = 16;
    private const int BatchesAtOnce = 4;

    public static async IAsyncEnumerable<DeleteResult> RunAsync(
        StorageBackend backend, IAsyncEnumerable<StoragePath> paths, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        int batchSize = Math.Max(1, backend.Capabilities.BulkDeleteLimit);
        int width = batchSize > 1 ? BatchesAtOnce : SinglesAtOnce;
        Queue<Task<DeleteResult[]>> window = new(width);
        List<StoragePath> batch = [];
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            await foreach (StoragePath path in paths.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                batch.Add(path);
                if (batch.Count < batchSize)
                {
                    continue;
                }

                window.Enqueue(DeleteAsync(backend, batch, cancellationToken, stop.Token));
                batch = [];
                while (window.Count == width || (window.Count > 0 && window.Peek().IsCompleted))
                {
                    foreach (DeleteResult result in await window.Dequeue().ConfigureAwait(false))
                    {
                        yield return result;
                    }
                }
            }

            if (batch.Count > 0)
            {
                window.Enqueue(DeleteAsync(backend, batch, cancellationToken, stop.Token));
            }

            while (window.Count > 0)
            {
                foreach (DeleteResult result in await window.Dequeue().ConfigureAwait(false))
                {
                    yield return result;
                }
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            while (window.TryDequeue(out Task<DeleteResult[]>? stopped))
            {
                // What made the enumeration end is what its caller sees.
                await ((Task)stopped).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private static async Task<DeleteResult[]> DeleteAsync(StorageBackend backend, List<StoragePath> paths, CancellationToken caller, CancellationToken stop)
    {
        try
        {
            return backend.Capabilities.BulkDeleteLimit > 1
                ? await DeleteTogetherAsync(backend, paths, stop).ConfigureAwait(false)
                : [await DeleteSingleAsync(backend, paths[0], stop).ConfigureAwait(false)];
        }
        catch (OperationCanceledException) when (caller.IsCancellationRequested)
        {
            // The caller gets the token it knows, not the joined one.
            throw new OperationCanceledException(caller);
        }
    }

    private static async Task<DeleteResult> DeleteSingleAsync(StorageBackend backend, StoragePath path, CancellationToken cancellationToken)
    {
        try
        {
            await backend.DeleteAsync(path, null, cancellationToken).ConfigureAwait(false);
            return new DeleteResult(path);
        }
        catch (StorageException failure) when (!ConcernsNoPath(failure))
        {
            return new DeleteResult(path, failure);
        }
    }

    private static async Task<DeleteResult[]> DeleteTogetherAsync(StorageBackend backend, List<StoragePath> paths, CancellationToken cancellationToken)
    {
        DeleteResult[] results = new DeleteResult[paths.Count];
        List<StoragePath> admitted = new(paths.Count);
        List<int> places = new(paths.Count);
        for (int i = 0; i < paths.Count; i++)
        {
            try
            {
                Admission.ObjectPath(backend, StorageOperation.Delete, paths[i]);
                admitted.Add(paths[i]);
                places.Add(i);
            }
            catch (StorageException refused)
            {
                results[i] = new DeleteResult(paths[i], refused);
            }
        }

        IReadOnlyList<StorageException?> errors = admitted.Count == 0 ? [] : await backend.DeleteBatchAsync(admitted, cancellationToken).ConfigureAwait(false);
        for (int i = 0; i < errors.Count; i++)
        {
            results[places[i]] = new DeleteResult(admitted[i], errors[i]);
        }

        return results;
    }

    // Every further path would fail alike, each after all its retries.
    private static bool ConcernsNoPath(StorageException failure) => failure.Kind is StorageErrorKind.ContainerNotFound
        or StorageErrorKind.AuthenticationFailed or StorageErrorKind.HostKeyRejected or StorageErrorKind.ConnectionFailed or StorageErrorKind.InvalidConfiguration;
}
