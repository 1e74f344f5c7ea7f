using Orbit.Storage.Transfers;

namespace Orbit.Storage;

// Copying from one backend to another.
public static partial class StorageBackendExtensions
{
    /// <summary>
    /// Copies an object to another backend, the bytes passing through this process at the pace of the slower side and without a temporary file. Within one backend
    /// it is <see cref="IStorageBackend.CopyAsync"/>.
    /// </summary>
    /// <remarks>
    /// Content type and the other content headers, and metadata, are carried where both backends have the capability for them; ownership and extended attributes
    /// are not, and <see cref="IStorageBackend.SetAttributesAsync"/> sets them. A source that is replaced while it is read fails with <see cref="StorageErrorKind.ObjectChanged"/>.
    /// </remarks>
    /// <param name="source">The store to read from.</param>
    /// <param name="path">The object.</param>
    /// <param name="target">The store to write to.</param>
    /// <param name="targetPath">The copy.</param>
    /// <param name="options">Whether an existing object is replaced, what is carried, and how it is verified. Default: replace.</param>
    /// <param name="cancellationToken">Ends the call and leaves the target as it was.</param>
    /// <returns>What was made.</returns>
    /// <exception cref="StorageException">
    /// Its <see cref="StorageException.Backend"/> and <see cref="StorageException.Operation"/> say at which end it failed.
    /// <see cref="StorageErrorKind.ChecksumMismatch"/>: see <see cref="TransferVerification.Checksum"/>.
    /// </exception>
    public static async Task<CopyToResult> CopyToAsync(
        this IStorageBackend source, StoragePath path, IStorageBackend target, StoragePath targetPath, CopyToOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        options = (options ?? CopyToOptions.Default).Validated();
        return await new ObjectCopy(source, target, targetPath, options).RunAsync(path, targetPath, null, cancellationToken).ConfigureAwait(false);
    }
}
