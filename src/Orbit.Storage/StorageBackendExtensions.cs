namespace Orbit.Storage;

/// <summary>
/// Conveniences for every backend, built on the members of <see cref="IStorageBackend"/> alone, so that a decorator sees all that they do.
/// </summary>
public static partial class StorageBackendExtensions
{
    /// <summary>Says whether something is there: an object, or a directory where directories are real.</summary>
    /// <param name="backend">The store.</param>
    /// <param name="path">The object or directory.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>False where the store says that nothing is there; whatever keeps it from saying is thrown.</returns>
    public static async Task<bool> ExistsAsync(this IStorageBackend backend, StoragePath path, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(backend);
        try
        {
            await backend.StatAsync(path, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (StorageException missing) when (missing.Kind == StorageErrorKind.NotFound)
        {
            return false;
        }
    }
}
