using Orbit.Storage.Transfers.Trees;

namespace Orbit.Storage;

// Whole trees.
public static partial class StorageBackendExtensions
{
    /// <summary>
    /// Copies all that lies below a path to another backend, or to another place in this one: several files at once, each as <see cref="CopyToAsync"/> does, as the listing finds them.
    /// Memory does not grow with the number of entries.
    /// </summary>
    /// <remarks>
    /// Symbolic links are passed over unless <see cref="TreeOptions.FollowSymbolicLinks"/>. An empty object whose key ends in a separator becomes a directory where the target has
    /// directories. Names that the target cannot hold, and names that it would take for one because they differ in case alone, are failures of these entries.
    /// </remarks>
    /// <param name="source">The store to read from.</param>
    /// <param name="path">The directory or prefix, by whole segments.</param>
    /// <param name="target">The store to write to.</param>
    /// <param name="targetPath">Where what lies below <paramref name="path"/> will lie; made where it is missing.</param>
    /// <param name="options">Which files, how many at once, and what a failure does. Default: all, 16, and it ends the call.</param>
    /// <param name="cancellationToken">Ends the call when all that is under way has stopped; files that have arrived stay.</param>
    /// <returns>What was done; with <see cref="TreeFailurePolicy.GoOn"/> also what failed.</returns>
    /// <exception cref="StorageException">
    /// <see cref="StorageErrorKind.NotFound"/>: there is nothing at <paramref name="path"/>. <see cref="StorageErrorKind.NotADirectory"/>: it is one object.
    /// <see cref="StorageErrorKind.InvalidPath"/>: one tree lies in the other. Else the first failure, see <see cref="TreeOptions.OnFailure"/>.
    /// </exception>
    public static async Task<TreeReport> CopyTreeAsync(
        this IStorageBackend source, StoragePath path, IStorageBackend target, StoragePath targetPath, CopyTreeOptions? options = null, CancellationToken cancellationToken = default)
    {
        TreePair pair = Pair(source, path, target, targetPath, options ??= CopyTreeOptions.Default, StorageOperation.Copy);
        ExistingRule.Refuse(options.Existing, pair);
        using TreeTransfer transfer = new(pair, options, new ExistingRule(options.Existing), moves: false);
        await pair.CheckAsync(cancellationToken).ConfigureAwait(false);
        return await transfer.RunAsync("copy", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Makes what lies below a path at the target like what lies below a path here: sends what is missing or not the same and, where asked, deletes what only the target has.
    /// Memory does not grow with the number of entries: listings in order are merged as they come, others are sorted on disk first.
    /// </summary>
    /// <remarks>
    /// Nothing is deleted before all copies have succeeded, nor where a listing failed. A file where the other side has a directory is a failure of that entry. Further remarks are those
    /// of <see cref="CopyTreeAsync"/>.
    /// </remarks>
    /// <param name="source">The store to read from.</param>
    /// <param name="path">The directory or prefix, by whole segments.</param>
    /// <param name="target">The store to write to.</param>
    /// <param name="targetPath">What is made like it.</param>
    /// <param name="options">How files are compared, and whether what is extra is deleted. Default: by size and time, and it is not.</param>
    /// <param name="cancellationToken">Ends the call when all that is under way has stopped.</param>
    /// <returns>What was done, or in a dry run would have been.</returns>
    /// <exception cref="StorageException">As of <see cref="CopyTreeAsync"/>.</exception>
    public static async Task<TreeReport> SyncAsync(
        this IStorageBackend source, StoragePath path, IStorageBackend target, StoragePath targetPath, SyncOptions? options = null, CancellationToken cancellationToken = default)
    {
        TreePair pair = Pair(source, path, target, targetPath, options ??= SyncOptions.Default, StorageOperation.Copy);
        SameFile.Refuse(options.Comparison, pair);
        StorageCapabilities from = source.Capabilities;
        StorageCapabilities to = target.Capabilities;
        SameFile same = new(options.Comparison, from, to, timesAreSet: options.PreserveTimes != false && to.SetLastModified);
        using TreeTransfer transfer = new(pair, options, new SyncRule(same, options.PreservePermissions != false && from.Permissions && to.Permissions), moves: false);
        await pair.CheckAsync(cancellationToken).ConfigureAwait(false);
        return await transfer.RunAsync("sync", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Moves all that lies below a path: by one rename where one backend can and the target is free, by renames of files within one backend, else by copying each file and deleting it once it
    /// has arrived and still is what has. Directories that are empty then go too.
    /// </summary>
    /// <param name="source">The store to move from.</param>
    /// <param name="path">The directory or prefix, by whole segments.</param>
    /// <param name="target">The store to move to.</param>
    /// <param name="targetPath">Where what lies below <paramref name="path"/> will lie.</param>
    /// <param name="options">Which files, how many at once, and what a failure does. Default: all, 16, and it ends the call.</param>
    /// <param name="cancellationToken">Ends the call when all that is under way has stopped; each file is then here, there, or at both ends, never at none.</param>
    /// <returns>What was done; where one rename did it, <see cref="TreeReport.RenamedAtOnce"/> and no counts.</returns>
    /// <exception cref="StorageException">As of <see cref="CopyTreeAsync"/>.</exception>
    public static async Task<TreeReport> MoveTreeAsync(
        this IStorageBackend source, StoragePath path, IStorageBackend target, StoragePath targetPath, MoveTreeOptions? options = null, CancellationToken cancellationToken = default)
    {
        TreePair pair = Pair(source, path, target, targetPath, options ??= MoveTreeOptions.Default, StorageOperation.Rename);
        ExistingRule.Refuse(options.Existing, pair);
        using TreeTransfer transfer = new(pair, options, new ExistingRule(options.Existing), moves: true);
        await pair.CheckAsync(cancellationToken).ConfigureAwait(false);
        return await TreeRename.TryAsync(pair, options, cancellationToken).ConfigureAwait(false)
            ? new TreeReport { RenamedAtOnce = true }
            : await transfer.RunAsync("move", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Compares what lies below two paths, and changes nothing. Each difference is told through <see cref="TreeOptions.Events"/>, and counted.</summary>
    /// <param name="source">One store.</param>
    /// <param name="path">Its directory or prefix, by whole segments.</param>
    /// <param name="target">The other store, or the same.</param>
    /// <param name="targetPath">Its directory or prefix.</param>
    /// <param name="options">How files are compared. Default: by checksum.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>What was found; <see cref="TreeReport.AreAlike"/> in short.</returns>
    /// <exception cref="StorageException">As of <see cref="CopyTreeAsync"/>.</exception>
    public static async Task<TreeReport> CompareTreesAsync(
        this IStorageBackend source, StoragePath path, IStorageBackend target, StoragePath targetPath, CompareTreesOptions? options = null, CancellationToken cancellationToken = default)
    {
        TreePair pair = Pair(source, path, target, targetPath, options ??= CompareTreesOptions.Default, operation: null);
        SameFile.Refuse(options.Comparison, pair);
        await pair.CheckAsync(cancellationToken).ConfigureAwait(false);
        return await new TreeComparison(pair, options).RunAsync(cancellationToken).ConfigureAwait(false);
    }

    private static TreePair Pair(IStorageBackend source, StoragePath path, IStorageBackend target, StoragePath targetPath, TreeOptions options, string? operation)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        options.Validate();
        TreePair pair = new(source, path, target, targetPath);
        if (operation is not null)
        {
            pair.RefuseOverlap(operation);
        }

        return options.FollowSymbolicLinks && !source.Capabilities.FollowsSymbolicLinks
            ? throw FailureTranslator.Refuse(source, StorageOperation.List, path, StorageFault.Unsupported(
                $"this backend cannot honour {nameof(options.FollowSymbolicLinks)} (its capability {nameof(StorageCapabilities.FollowsSymbolicLinks)} is false); leave it out."))
            : pair;
    }
}
