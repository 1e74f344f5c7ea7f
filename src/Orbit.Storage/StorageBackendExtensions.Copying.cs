using Orbit.Storage.Transfers;

namespace Orbit.Storage;

// Copying and moving one object from one backend to another.
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

    /// <summary>
    /// Moves an object: by renaming within one backend, which keeps whatever the object has, else by copying it as <see cref="CopyToAsync"/> does and deleting the source once it has
    /// arrived and still is what has.
    /// </summary>
    /// <remarks>
    /// Within one backend it is a copy too where the backend cannot rename as asked, and with <see cref="CopyToOptions.Durable"/>, which a rename does not promise. Directories are for <see cref="MoveTreeAsync"/>.
    /// </remarks>
    /// <param name="source">The store to move from.</param>
    /// <param name="path">The object.</param>
    /// <param name="target">The store to move to.</param>
    /// <param name="targetPath">Where it will be.</param>
    /// <param name="options">As of a copy. Default: an object there is replaced.</param>
    /// <param name="cancellationToken">Ends the call; the object is then here, there, or at both ends, never at none.</param>
    /// <returns>What was made. Its <see cref="CopyToResult.WithinBackend"/> says that no byte passed through this process where the backend can do without.</returns>
    /// <exception cref="StorageException">
    /// As of <see cref="CopyToAsync"/>. <see cref="StorageErrorKind.ObjectChanged"/>: the source was replaced while it was copied; it stays, and so does the copy.
    /// <see cref="StorageErrorKind.IsADirectory"/>: it is no object.
    /// </exception>
    public static async Task<CopyToResult> MoveToAsync(
        this IStorageBackend source, StoragePath path, IStorageBackend target, StoragePath targetPath, CopyToOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        options = (options ?? CopyToOptions.Default).Validated();
        ObjectCopy copy = new(source, target, targetPath, options);
        StorageEntry entry = await source.StatAsync(path, cancellationToken).ConfigureAwait(false);
        if (entry.Kind == StorageEntryKind.Directory)
        {
            throw FailureTranslator.Refuse(source, StorageOperation.Rename, path, new StorageFault(StorageErrorKind.IsADirectory, $"it is a directory; move it with {nameof(MoveTreeAsync)}."));
        }

        // Onto itself it is never a copy, whose source would then go: the backend refuses such a rename.
        bool isRename = ReferenceEquals(source, target) && (!options.Durable || path == targetPath);
        if (isRename && await TryRenameAsync(source, path, targetPath, options, cancellationToken).ConfigureAwait(false))
        {
            return new CopyToResult(targetPath) { Size = entry.Size, Source = entry, WithinBackend = true };
        }

        CopyToResult result = await copy.RunAsync(path, targetPath, null, cancellationToken).ConfigureAwait(false);
        await MovedObject.RemoveSourceAsync(source, path, result.Source ?? entry, cancellationToken).ConfigureAwait(false);
        return result;
    }

    private static async Task<bool> TryRenameAsync(IStorageBackend backend, StoragePath path, StoragePath targetPath, CopyToOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await backend.RenameAsync(path, targetPath, new RenameOptions { Overwrite = options.Overwrite, CreateParents = options.CreateParents }, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (StorageException cannot) when (cannot.Kind == StorageErrorKind.Unsupported)
        {
            // On another volume, or not without replacing.
            return false;
        }
    }
}
