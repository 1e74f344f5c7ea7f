using System.IO.Pipelines;
using Orbit.Storage.Transport;

namespace Orbit.Storage;

/// <summary>
/// One store: a local directory, a bucket, an SFTP or SMB share. All members may be called concurrently. Failures are
/// <see cref="StorageException"/>; wrong arguments <see cref="ArgumentException"/>; cancellation <see cref="OperationCanceledException"/>.
/// </summary>
/// <remarks>
/// There are no default bodies, so that a decorator cannot inherit one that goes past what it wraps. Conveniences are extension methods.
/// Disposing closes connections; calls under way then fail.
/// </remarks>
public interface IStorageBackend : IAsyncDisposable
{
    /// <summary>The kind of store: "local", "memory", "s3", "ssh" or "smb".</summary>
    string Name { get; }

    /// <summary>What it can do, and its limits.</summary>
    StorageCapabilities Capabilities { get; }

    /// <summary>Describes one object or directory. A symbolic link that is not followed is described itself.</summary>
    /// <param name="path">The object or directory.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="StorageException"><see cref="StorageErrorKind.NotFound"/>: nothing is there, or it is a mere prefix on a flat-key store.</exception>
    Task<StorageEntry> StatAsync(StoragePath path, CancellationToken cancellationToken = default);

    /// <summary>
    /// Lists what is below a path, lazily: nothing is asked before the first <c>MoveNextAsync</c> and nothing more after the enumerator is disposed.
    /// A missing path, and one that is a file, list as empty; a refused or unreachable one fails.
    /// </summary>
    /// <param name="path">The directory or prefix, by whole segments.</param>
    /// <param name="options">What is shown. Default: the direct children.</param>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    IAsyncEnumerable<StorageEntry> ListAsync(StoragePath path, ListOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Opens an object to read its bytes in order.</summary>
    /// <param name="path">The object.</param>
    /// <param name="options">Which bytes, and conditions. Default: all.</param>
    /// <param name="cancellationToken">Ends the call and, later, the reading.</param>
    /// <returns>The object's description and its bytes; the caller disposes it.</returns>
    /// <exception cref="StorageException"><see cref="StorageErrorKind.NotFound"/>, <see cref="StorageErrorKind.RangeNotSatisfiable"/>, <see cref="StorageErrorKind.IsADirectory"/> and others.</exception>
    Task<StorageContent> OpenReadAsync(StoragePath path, ReadOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Opens an object to read any of its bytes, in any order, at the version that it has now.</summary>
    /// <param name="path">The object.</param>
    /// <param name="options">Conditions; the range is a hint for the first request.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The source of ranges; the caller disposes it.</returns>
    Task<IRangeSource> OpenRangesAsync(StoragePath path, ReadOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Writes an object: every reader, also after a crash, sees the old content or the whole new content. <paramref name="source"/> is read to
    /// its end and completed in every outcome, on failure with the error, so that its producer is always released.
    /// </summary>
    /// <param name="path">The object.</param>
    /// <param name="source">The content.</param>
    /// <param name="options">Conditions, description and transfer. Default: replace.</param>
    /// <param name="cancellationToken">Ends the call and leaves the target as it was.</param>
    Task<WriteResult> WriteAsync(StoragePath path, PipeReader source, WriteOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Deletes one object, or a directory. What is missing counts as deleted; of a symbolic link only the link goes.</summary>
    /// <param name="path">The object or directory.</param>
    /// <param name="options">Whether everything below goes too. Default: no.</param>
    /// <param name="cancellationToken">Ends the call; of a recursive delete some may be gone already.</param>
    Task DeleteAsync(StoragePath path, DeleteOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Deletes many objects in as few requests as the store allows.</summary>
    /// <param name="paths">The objects.</param>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    /// <returns>One result for each path, in the same order, as batches come to their end. Only a failure that concerns no single path is thrown.</returns>
    IAsyncEnumerable<DeleteResult> DeleteManyAsync(IAsyncEnumerable<StoragePath> paths, CancellationToken cancellationToken = default);

    /// <summary>Makes a directory; one that exists is fine. On flat-key stores without markers this does nothing.</summary>
    /// <param name="path">The directory.</param>
    /// <param name="options">Whether parents are made. Default: yes.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task CreateDirectoryAsync(StoragePath path, CreateDirectoryOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Renames an object, or a directory where the store can.</summary>
    /// <param name="source">What is there now.</param>
    /// <param name="destination">The new path.</param>
    /// <param name="options">Whether an existing object is replaced. Default: yes.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task RenameAsync(StoragePath source, StoragePath destination, RenameOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Copies an object within this backend, on the server where it can (<see cref="StorageCapabilities.ServerSideCopy"/>).</summary>
    /// <param name="source">The object.</param>
    /// <param name="destination">The copy.</param>
    /// <param name="options">Whether an existing object is replaced. Default: yes.</param>
    /// <param name="cancellationToken">Ends the call and leaves the destination as it was.</param>
    Task CopyAsync(StoragePath source, StoragePath destination, CopyOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Changes what is said of an entry beside its content; null members are kept.</summary>
    /// <param name="path">The object or directory.</param>
    /// <param name="attributes">What to change.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task SetAttributesAsync(StoragePath path, StorageAttributes attributes, CancellationToken cancellationToken = default);

    /// <summary>Reads what is said of an entry beside its content, all that the store has.</summary>
    /// <param name="path">The object or directory.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<StorageAttributes> GetAttributesAsync(StoragePath path, CancellationToken cancellationToken = default);
}
