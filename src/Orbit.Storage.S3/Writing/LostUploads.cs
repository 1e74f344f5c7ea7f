using Amazon.S3;
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

    private readonly IAmazonS3 _client = requests.Store.Client;

    public async Task AbortAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        ListMultipartUploadsResponse answer = await _client.ListMultipartUploadsAsync(
            new ListMultipartUploadsRequest { BucketName = requests.Store.Bucket, Prefix = requests.Key }, cancellationToken).ConfigureAwait(false);
        foreach (MultipartUpload upload in answer.MultipartUploads ?? [])
        {
            bool isCandidate = upload.Key == requests.Key && upload.UploadId != knownId && upload.Initiated?.ToUniversalTime() >= since.UtcDateTime - Tolerance;
            if (isCandidate && !await HasPartsAsync(upload.UploadId, cancellationToken).ConfigureAwait(false))
            {
                await _client.AbortMultipartUploadAsync(requests.Abort(upload.UploadId), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<bool> HasPartsAsync(string id, CancellationToken cancellationToken)
    {
        ListPartsResponse answer = await _client.ListPartsAsync(requests.FirstParts(id), cancellationToken).ConfigureAwait(false);
        return answer.Parts is { Count: > 0 };
    }
}
