namespace Orbit.Storage.Transport;

/// <summary>
/// The port of a write: one object on its way into a store. The core cuts the content into parts, retries each, and publishes or aborts;
/// a backend sends. Nothing is visible under the target's name before <see cref="CompleteAsync"/> or <see cref="WriteWholeAsync"/>.
/// </summary>
/// <remarks>
/// Order of calls: either <see cref="WriteWholeAsync"/> alone, or <see cref="BeginAsync"/>, then <see cref="WritePartAsync"/> for each part,
/// several at once and in any order, then <see cref="CompleteAsync"/> when all have returned. <see cref="AbortAsync"/> is called, at most once and
/// after every other call has returned, when the write does not come to a good end; <see cref="IAsyncDisposable.DisposeAsync"/> always, last.
/// A call that failed with a transient fault may be made again. Where publishing fails with <see cref="StorageErrorKind.Network"/> or
/// <see cref="StorageErrorKind.Timeout"/>, or is cancelled, the core takes it that the store may have published all the same, and looks; other
/// kinds say that it did not. A caller who cancels while the store publishes is kept some seconds for the answer before the token fires. Throw what the transport throws: the core translates it by
/// <see cref="StorageBackend.Classify"/>.
/// </remarks>
public interface IPartSink : IAsyncDisposable
{
    /// <summary>Writes and publishes content that fits one part, in as few requests as the store allows.</summary>
    /// <param name="content">All of it. Valid until the task completes.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<WriteResult> WriteWholeAsync(PartContent content, CancellationToken cancellationToken);

    /// <summary>Prepares for parts: starts a multipart upload, opens a temporary file.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    Task BeginAsync(CancellationToken cancellationToken);

    /// <summary>Stores one part. Called for several parts at once; a repeated call has the same index and the same bytes.</summary>
    /// <param name="part">The part. Valid until the task completes.</param>
    /// <param name="cancellationToken">Ends the call; it returns only when it no longer touches the part's bytes.</param>
    /// <returns>What <see cref="CompleteAsync"/> needs to know of the part, or null where that is nothing.</returns>
    Task<PartReceipt?> WritePartAsync(PartContent part, CancellationToken cancellationToken);

    /// <summary>Publishes the object, all at once.</summary>
    /// <param name="parts">The receipts of all parts, by index; empty where parts have none.</param>
    /// <param name="length">The object's length in bytes.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<WriteResult> CompleteAsync(IReadOnlyList<PartReceipt> parts, long length, CancellationToken cancellationToken);

    /// <summary>Removes what the write has left in the store.</summary>
    /// <param name="cancellationToken">Ends the call; it is the abort's own and not the one that ended the write.</param>
    Task AbortAsync(CancellationToken cancellationToken);
}
