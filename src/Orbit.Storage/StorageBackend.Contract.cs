using Orbit.Storage.Transport;

namespace Orbit.Storage;

// What a backend's author implements. Arguments and capabilities are checked, and every path is one that the backend's rules allow.
// A method may be called again with the same arguments when its failure was transient.
public abstract partial class StorageBackend
{
    /// <summary>Describes one object or directory; the root too.</summary>
    /// <param name="path">The object or directory.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    protected abstract Task<StorageEntry> StatCoreAsync(StoragePath path, CancellationToken cancellationToken);

    /// <summary>Opens the port of a listing. No I/O here: it begins with the first page.</summary>
    /// <param name="path">The directory or prefix.</param>
    /// <param name="options">What is asked for. Where <see cref="StorageCapabilities.RecursiveListing"/> is false, one level, always.</param>
    /// <returns>The pages. A source for a missing path, or a path that is a file, fails with <see cref="StorageErrorKind.NotFound"/> or
    /// <see cref="StorageErrorKind.NotADirectory"/> or is empty: the core shows an empty listing.</returns>
    protected abstract IPageSource OpenPagesCore(StoragePath path, ListOptions options);

    /// <summary>Opens the port of a read at the version that the object has now, and checks the conditions.</summary>
    /// <param name="path">The object.</param>
    /// <param name="options">Conditions. The range is a hint for the first request, and so is the part size of <see cref="ReadOptions.Transfer"/>, which is set: ranges of that size will be asked for.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    protected abstract Task<IRangeSource> OpenRangesCoreAsync(StoragePath path, ReadOptions options, CancellationToken cancellationToken);

    /// <summary>
    /// Says what is wrong with options of a write beyond what the capabilities tell, before any I/O. The core's own refuses <see cref="WriteOptions.BackendOptions"/>;
    /// override it where the backend has some, or where it cannot honour two options together.
    /// </summary>
    /// <param name="options">Options that the capabilities allow.</param>
    /// <returns>The fault, or null.</returns>
    protected internal virtual StorageFault? FindWriteFault(WriteOptions options) => options?.BackendOptions is { } specific
        ? StorageFault.Unsupported($"this backend does not know {specific.GetType().Name}; leave BackendOptions out, or use a backend that it is for.")
        : null;

    /// <summary>Gives the limits on the parts of one write, where its options narrow those of <see cref="Capabilities"/>.</summary>
    /// <param name="options">The write's options.</param>
    protected virtual StorageCapabilities LimitsOf(WriteOptions options) => Capabilities;

    /// <summary>Opens the port of a write. It may check what can be checked early, but shows nothing under the target's name.</summary>
    /// <param name="request">What is written.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    protected abstract Task<IPartSink> OpenSinkCoreAsync(WriteRequest request, CancellationToken cancellationToken);

    /// <summary>Deletes one object or one empty directory; what is missing counts as deleted.</summary>
    /// <param name="path">The object or directory.</param>
    /// <param name="options">The version.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    protected abstract Task DeleteCoreAsync(StoragePath path, DeleteOptions options, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes everything at and below a path. The core's own walks the tree, hidden names included, and deletes from the leaves up; override
    /// it where the store has a better way. Not under the operation's deadline, since a tree may be large.
    /// </summary>
    /// <param name="path">The directory or prefix.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    protected virtual Task DeleteTreeCoreAsync(StoragePath path, CancellationToken cancellationToken) => DeleteTreeByWalkAsync(path, cancellationToken);

    /// <summary>Deletes up to <see cref="StorageCapabilities.BulkDeleteLimit"/> objects in one request. Called only where that is above 1.</summary>
    /// <param name="paths">The objects.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>For each path, in order, what went wrong, or null.</returns>
    protected virtual Task<IReadOnlyList<StorageFault?>> DeleteBatchCoreAsync(IReadOnlyList<StoragePath> paths, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"{GetType().Name} states a BulkDeleteLimit and must override {nameof(DeleteBatchCoreAsync)}.");

    /// <summary>Makes a directory; one that exists is fine.</summary>
    /// <param name="path">The directory; not the root.</param>
    /// <param name="options">Whether parents are made.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    protected abstract Task CreateDirectoryCoreAsync(StoragePath path, CreateDirectoryOptions options, CancellationToken cancellationToken);

    /// <summary>
    /// Whether renames and changes of attributes copy the content in the store. They may then take long: they are not under the operation's deadline, and the backend
    /// times and repeats their requests itself. Default: false.
    /// </summary>
    protected virtual bool ChangesByCopying => false;

    /// <summary>Renames; source and destination differ.</summary>
    /// <param name="source">What is there now.</param>
    /// <param name="destination">The new path.</param>
    /// <param name="options">Whether an existing object is replaced.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    protected abstract Task RenameCoreAsync(StoragePath source, StoragePath destination, RenameOptions options, CancellationToken cancellationToken);

    /// <summary>
    /// Copies; source and destination differ. The core's own reads and writes through this process; override it where
    /// <see cref="StorageCapabilities.ServerSideCopy"/>. Not under the operation's deadline, since an object may be large.
    /// </summary>
    /// <param name="source">The object.</param>
    /// <param name="destination">The copy.</param>
    /// <param name="options">Whether an existing object is replaced.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    protected virtual Task CopyCoreAsync(StoragePath source, StoragePath destination, CopyOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        return CopyThroughAsync(source, destination, options, cancellationToken);
    }

    /// <summary>Changes attributes; the members that are set are ones that the capabilities allow.</summary>
    /// <param name="path">The object or directory.</param>
    /// <param name="attributes">What to change.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    protected abstract Task SetAttributesCoreAsync(StoragePath path, StorageAttributes attributes, CancellationToken cancellationToken);

    /// <summary>Reads all attributes that the store has.</summary>
    /// <param name="path">The object or directory.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    protected abstract Task<StorageAttributes> GetAttributesCoreAsync(StoragePath path, CancellationToken cancellationToken);
}
