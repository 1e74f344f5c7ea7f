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
    /// Content type and the other content headers, metadata and permissions are carried where both backends have the capability for them. Times,
    /// ownership and extended attributes are not; <see cref="IStorageBackend.SetAttributesAsync"/> sets them.
    /// </remarks>
    /// <param name="source">The store to read from.</param>
    /// <param name="path">The object.</param>
    /// <param name="target">The store to write to.</param>
    /// <param name="targetPath">The copy.</param>
    /// <param name="options">Whether an existing object is replaced, and how the bytes are moved. Default: it is.</param>
    /// <param name="cancellationToken">Ends the call and leaves the target as it was.</param>
    public static async Task CopyToAsync(
        this IStorageBackend source, StoragePath path, IStorageBackend target, StoragePath targetPath, CopyOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        if (ReferenceEquals(source, target))
        {
            await source.CopyAsync(path, targetPath, options, cancellationToken).ConfigureAwait(false);
            return;
        }

        options = (options ?? CopyOptions.Default).Validated();
        StorageContent content = await source.OpenReadAsync(path, new ReadOptions { Transfer = options.Transfer }, cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            WriteOptions write = CarriedDescription.Of(content, source.Capabilities, target.Capabilities, options);
            await target.WriteAsync(targetPath, content.Reader, write, cancellationToken).ConfigureAwait(false);
        }
    }
}
