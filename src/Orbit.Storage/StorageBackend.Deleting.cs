using Orbit.Storage.Deleting;

namespace Orbit.Storage;

// Deleting: one, many, and whole trees.
public abstract partial class StorageBackend
{
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
    public IAsyncEnumerable<DeleteResult> DeleteManyAsync(IAsyncEnumerable<StoragePath> paths, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        return BulkDeletion.RunAsync(this, paths, cancellationToken);
    }

    /// <summary>One object or empty directory, as a unit of work of a larger operation.</summary>
    internal Task DeleteOneAsync(StoragePath path, CancellationToken cancellationToken) =>
        RunUnitAsync(
            new FailureTranslator(this, StorageOperation.Delete, path),
            static async (backend, path, token) =>
            {
                await backend.DeleteCoreAsync(path, DeleteOptions.Default, token).ConfigureAwait(false);
                return true;
            },
            path,
            cancellationToken).AsTask();

    /// <summary>A batch of objects, or one by one where the store has no bulk delete; fails with what the first of them that stays failed with.</summary>
    internal async Task DeleteAllAsync(IReadOnlyList<StoragePath> paths, CancellationToken cancellationToken)
    {
        foreach (StorageException? error in await DeleteBatchAsync(paths, cancellationToken).ConfigureAwait(false))
        {
            if (error is not null)
            {
                throw error;
            }
        }
    }

    /// <summary>One bulk request, traced as an operation.</summary>
    /// <returns>For each path, in order, why it is still there, or null.</returns>
    internal Task<IReadOnlyList<StorageException?>> DeleteBatchAsync(IReadOnlyList<StoragePath> paths, CancellationToken cancellationToken) =>
        RunUntimedAsync(StorageOperation.Delete, paths[0], static (backend, paths, token) => new BatchDeletion(backend, paths).RunAsync(token), paths, cancellationToken);

    internal Task<IReadOnlyList<StorageFault?>> SendDeleteBatchAsync(IReadOnlyList<StoragePath> paths, CancellationToken cancellationToken) =>
        DeleteBatchCoreAsync(paths, cancellationToken);

    /// <summary>Whether a path is a directory itself, and not a symbolic link to one.</summary>
    internal async Task<bool> IsDirectoryAsync(StoragePath path, CancellationToken cancellationToken)
    {
        try
        {
            StorageEntry entry = await RunUnitAsync(
                new FailureTranslator(this, StorageOperation.Delete, path), static (backend, path, token) => backend.StatCoreAsync(path, token), path, cancellationToken).ConfigureAwait(false);
            return entry.Kind == StorageEntryKind.Directory;
        }
        catch (StorageException gone) when (gone.Kind is StorageErrorKind.NotFound or StorageErrorKind.NotADirectory)
        {
            return false;
        }
    }

    private async Task DeleteTreeByWalkAsync(StoragePath path, CancellationToken cancellationToken)
    {
        using TreeDeletion deletion = new(this, cancellationToken);
        await deletion.RunAsync(path).ConfigureAwait(false);
    }
}
