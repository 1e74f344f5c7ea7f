using Amazon.S3.Model;

namespace Orbit.Storage.S3.Writing;

/// <summary>
/// Removes the upload whose creation was asked for and never answered. It has no part and cannot get one, since nobody knows its id: that, its key and its time are
/// what it is known by (docs/decisions/0082).
/// </summary>
internal sealed class LostUploads(UploadRequests requests, string? knownId)
{
    // Stores give whole seconds, by a clock of their own.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

    /// <summary>Removes it.</summary>
    /// <param name="from">When its creation was asked for first.</param>
    /// <param name="until">When it was last.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task AbortAsync(DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken)
    {
        await foreach (MultipartUpload upload in UploadListing.ReadAsync(requests.Store, requests.Key, cancellationToken).ConfigureAwait(false))
        {
            DateTime? begun = upload.Initiated?.ToUniversalTime();
            bool isInTime = begun >= from.UtcDateTime - Tolerance && begun <= until.UtcDateTime + Tolerance;
            if (isInTime && upload.Key == requests.Key && upload.UploadId != knownId && !await UploadListing.HasPartsAsync(requests, upload.UploadId, cancellationToken).ConfigureAwait(false))
            {
                await requests.Store.Client.AbortMultipartUploadAsync(requests.Abort(upload.UploadId), cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
