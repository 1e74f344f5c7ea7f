using System.Runtime.CompilerServices;

namespace Orbit.Storage;

// Deleting: one, many, and whole trees.
public abstract partial class StorageBackend
{
    // Where the store has no bulk delete, this many single ones are under way at once.
    private const int SingleDeletesAtOnce = 16;

    /// <inheritdoc/>
    public Task DeleteAsync(StoragePath path, DeleteOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= DeleteOptions.Default;
        Admission.Path(this, StorageOperation.Delete, path);
        if (path.IsRoot && !options.Recursive)
        {
            Admission.Refuse(this, StorageOperation.Delete, path, StorageFault.InvalidPath("the root itself cannot be deleted; Recursive = true empties it."));
        }

        if (options.VersionId is not null && (!Capabilities.Versioning || options.Recursive))
        {
            Admission.Refuse(this, StorageOperation.Delete, path, StorageFault.Unsupported("VersionId goes with a single object on a store that keeps versions."));
        }

        StoragePath target = Admission.Directory(this, path);
        return options.Recursive
            ? RunUntimedAsync(StorageOperation.Delete, path, static async (backend, path, token) =>
            {
                await backend.DeleteTreeCoreAsync(path, token).ConfigureAwait(false);
                return true;
            }, target, cancellationToken)
            : RunAsync(StorageOperation.Delete, path, static async (backend, call, token) =>
            {
                await backend.DeleteCoreAsync(call.target, call.options, token).ConfigureAwait(false);
                return true;
            }, (target, options), cancellationToken);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<DeleteResult> DeleteManyAsync(
        IAsyncEnumerable<StoragePath> paths, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        int limit = Capabilities.BulkDeleteLimit;
        List<StoragePath> batch = new(Math.Min(limit > 1 ? limit : SingleDeletesAtOnce, 1024));
        await foreach (StoragePath path in paths.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            batch.Add(path);
            if (batch.Count == (limit > 1 ? limit : SingleDeletesAtOnce))
            {
                foreach (DeleteResult result in await DeleteBatchAsync(batch, cancellationToken).ConfigureAwait(false))
                {
                    yield return result;
                }

                batch.Clear();
            }
        }

        foreach (DeleteResult result in await DeleteBatchAsync(batch, cancellationToken).ConfigureAwait(false))
        {
            yield return result;
        }
    }

    private async Task<IReadOnlyList<DeleteResult>> DeleteBatchAsync(List<StoragePath> paths, CancellationToken cancellationToken)
    {
        DeleteResult[] results = new DeleteResult[paths.Count];
        if (Capabilities.BulkDeleteLimit <= 1)
        {
            await Task.WhenAll(paths.Select(async (path, i) => results[i] = await DeleteReportingAsync(path, cancellationToken).ConfigureAwait(false))).ConfigureAwait(false);
            return results;
        }

        List<StoragePath> admitted = new(paths.Count);
        List<int> places = new(paths.Count);
        for (int i = 0; i < paths.Count; i++)
        {
            try
            {
                Admission.ObjectPath(this, StorageOperation.Delete, paths[i]);
                admitted.Add(paths[i]);
                places.Add(i);
            }
            catch (StorageException refused)
            {
                results[i] = new DeleteResult(paths[i], refused);
            }
        }

        if (admitted.Count > 0)
        {
            IReadOnlyList<StorageFault?> faults = await RunAsync(
                StorageOperation.Delete, admitted[0], static (backend, paths, token) => backend.DeleteBatchCoreAsync(paths, token), admitted, cancellationToken).ConfigureAwait(false);
            for (int i = 0; i < admitted.Count; i++)
            {
                StorageException? error = faults[i] is { } fault ? new FailureTranslator(this, StorageOperation.Delete, admitted[i]).Refuse(fault) : null;
                results[places[i]] = new DeleteResult(admitted[i], error);
            }
        }

        return results;
    }

    private async Task<DeleteResult> DeleteReportingAsync(StoragePath path, CancellationToken cancellationToken)
    {
        try
        {
            await DeleteAsync(path, null, cancellationToken).ConfigureAwait(false);
            return new DeleteResult(path);
        }
        catch (StorageException failure)
        {
            return new DeleteResult(path, failure);
        }
    }
}
