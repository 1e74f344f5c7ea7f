using System.Runtime.CompilerServices;

namespace Orbit.Storage;

// Many entries at once.
public static partial class StorageBackendExtensions
{
    /// <summary>Lists into a list of bounded length, for directories that are known to be small.</summary>
    /// <param name="backend">The store.</param>
    /// <param name="path">The directory or prefix, by whole segments.</param>
    /// <param name="maxEntries">How many entries may be held; at least 0.</param>
    /// <param name="options">What is shown. <see cref="ListOptions.MaxEntries"/> ends the list without an error. Default: the direct children.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="StorageException"><see cref="StorageErrorKind.TooLarge"/>: there are more than <paramref name="maxEntries"/>.</exception>
    public static async Task<List<StorageEntry>> ListToListAsync(
        this IStorageBackend backend, StoragePath path, int maxEntries, ListOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(backend);
        ArgumentOutOfRangeException.ThrowIfNegative(maxEntries);
        List<StorageEntry> entries = [];
        await foreach (StorageEntry entry in backend.ListAsync(path, options, cancellationToken).ConfigureAwait(false))
        {
            if (entries.Count == maxEntries)
            {
                throw FailureTranslator.Refuse(backend, StorageOperation.List, path, new StorageFault(
                    StorageErrorKind.TooLarge, $"it shows more than the {maxEntries} entries that this call may hold; raise maxEntries, or enumerate with ListAsync."));
            }

            entries.Add(entry);
        }

        return entries;
    }

    /// <summary>Deletes many objects in as few requests as the store allows.</summary>
    /// <param name="backend">The store.</param>
    /// <param name="paths">The objects; enumerated once, as deleting goes on.</param>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    /// <returns>One result for each path, in the same order, as batches come to their end.</returns>
    public static IAsyncEnumerable<DeleteResult> DeleteManyAsync(this IStorageBackend backend, IEnumerable<StoragePath> paths, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(backend);
        ArgumentNullException.ThrowIfNull(paths);
        return backend.DeleteManyAsync(EnumerateAsync(paths, cancellationToken), cancellationToken);
    }

    /// <summary>Deletes many objects in as few requests as the store allows, all that can be deleted, and then throws the first failure, if any.</summary>
    /// <param name="backend">The store.</param>
    /// <param name="paths">The objects; enumerated once, as deleting goes on.</param>
    /// <param name="cancellationToken">Ends the call; some may be gone already.</param>
    /// <returns>How many are gone, those included that never were there.</returns>
    /// <exception cref="StorageException">The first object, in the order of <paramref name="paths"/>, that could not be deleted, and why.</exception>
    public static async Task<long> DeleteEachAsync(this IStorageBackend backend, IEnumerable<StoragePath> paths, CancellationToken cancellationToken = default)
    {
        StorageException? first = null;
        long count = 0;
        await foreach (DeleteResult result in DeleteManyAsync(backend, paths, cancellationToken).ConfigureAwait(false))
        {
            first ??= result.Error;
            count += result.IsDeleted ? 1 : 0;
        }

        return first is null ? count : throw first;
    }

    private static async IAsyncEnumerable<StoragePath> EnumerateAsync(IEnumerable<StoragePath> paths, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        foreach (StoragePath path in paths)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return path;
        }
    }
}
