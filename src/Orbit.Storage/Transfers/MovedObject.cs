namespace Orbit.Storage.Transfers;

/// <summary>The end of a move that was a copy: the source goes, if it still is what has arrived.</summary>
internal static class MovedObject
{
    /// <summary>Deletes the source.</summary>
    /// <param name="source">Its store.</param>
    /// <param name="path">The object.</param>
    /// <param name="arrived">What was copied.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="StorageException"><see cref="StorageErrorKind.ObjectChanged"/>: it is another one by now, and stays.</exception>
    public static async Task RemoveSourceAsync(IStorageBackend source, StoragePath path, StorageEntry arrived, CancellationToken cancellationToken)
    {
        StorageEntry now = await source.StatAsync(path, cancellationToken).ConfigureAwait(false);
        if (now.Size != arrived.Size || now.LastModified != arrived.LastModified || (now.ETag is not null && arrived.ETag is not null && now.ETag != arrived.ETag))
        {
            throw FailureTranslator.Refuse(source, StorageOperation.Delete, path, new StorageFault(
                StorageErrorKind.ObjectChanged, "it changed after it was copied, and was left where it is; move it again."));
        }

        await source.DeleteAsync(path, null, cancellationToken).ConfigureAwait(false);
    }
}
