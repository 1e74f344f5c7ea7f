using Orbit.Storage.S3.Writing;

namespace Orbit.Storage.S3;

// What dead writers left behind.
public sealed partial class S3Backend : IStaleWriteSweeper
{
    /// <inheritdoc/>
    /// <remarks>
    /// Aborts multipart uploads below the prefix that were begun, and got their last part, earlier than that; whoever began them. Deletes temporary objects of composed
    /// uploads of that age. A lifecycle rule of the bucket that aborts incomplete multipart uploads does the same without a process.
    /// </remarks>
    public Task<SweepResult> SweepAsync(TimeSpan olderThan, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(olderThan, TimeSpan.Zero);
        StaleUploads uploads = new(_store, Services.Time.GetUtcNow() - olderThan);
        return RunOwnUntimedAsync("sweep", StoragePath.Root, static (uploads, token) => uploads.SweepAsync(token), uploads, cancellationToken);
    }
}
