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
    public async Task<SweepResult> SweepAsync(TimeSpan olderThan, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(olderThan, TimeSpan.Zero);
        try
        {
            return await new StaleUploads(_store, Services.Time.GetUtcNow() - olderThan).SweepAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (StorageException failure) when (failure.Backend is null)
        {
            StorageFault fault = new(failure.Kind, $"{Name}: cannot sweep: {failure.Message}")
            {
                IsTransient = failure.IsTransient,
                RetryAfter = failure.RetryAfter,
                ServerCode = failure.ServerCode,
                RequestId = failure.RequestId,
            };
            throw new StorageException(fault, failure.InnerException) { Backend = Name };
        }
    }
}
