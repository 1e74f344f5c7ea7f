using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace Orbit.Storage.S3.Writing;

/// <summary>
/// Publishes an upload, and knows the answers that do not mean what they say: a 200 whose body is an error, a 200 without a tag, and "no such upload" for one
/// that an earlier try has published (docs/decisions/0081).
/// </summary>
internal sealed class Completion(UploadRequests requests, string uploadId, UploadedParts parts)
{
    private readonly IAmazonS3 _client = requests.Store.Client;

    public async Task<PublishedObject> RunAsync(CancellationToken cancellationToken)
    {
        CompleteMultipartUploadResponse answer;
        try
        {
            answer = await _client.CompleteMultipartUploadAsync(requests.Complete(uploadId, parts.Tags, parts.Length, parts.Crc32), cancellationToken).ConfigureAwait(false);
        }
        catch (AmazonS3Exception refusal) when (UploadFailures.OfPublishing(refusal, requests.Options, canRepeat: false) is { } fault)
        {
            throw new StorageException(fault, refusal);
        }
        catch (AmazonS3Exception refusal) when (UploadFailures.IsGone(refusal))
        {
            return await FindAsync(refusal, cancellationToken).ConfigureAwait(false);
        }

        if (S3ETag.Read(answer.ETag) is { } tag)
        {
            return new PublishedObject(tag, answer.VersionId);
        }

        // Ceph before release 18 names the object and gives no tag; what names nothing is no result at all.
        return answer.Key is null && answer.Location is null
            ? throw new StorageException(StorageErrorKind.Network, "the store's answer is no result; it may or may not have published the object.")
            : await LookAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<PublishedObject> LookAsync(CancellationToken cancellationToken)
    {
        GetObjectMetadataResponse seen = await _client.GetObjectMetadataAsync(requests.Head(), cancellationToken).ConfigureAwait(false);
        return Described(seen);
    }

    private async Task<PublishedObject> FindAsync(AmazonS3Exception refusal, CancellationToken cancellationToken)
    {
        GetObjectMetadataResponse? seen = await TryLookAsync(cancellationToken).ConfigureAwait(false);
        bool isOurs = seen is not null && seen.ContentLength == parts.Length
            && ((parts.FindExpectedETag() is { } expected && S3ETag.Read(seen.ETag) == expected) || (requests.ChecksumOf(parts.Crc32) is { } checksum && seen.ChecksumCRC32 == checksum));

        // Equal content is as good as one's own, unless the write was to be the one and only to put it there.
        if (isOurs && !requests.IsConditional)
        {
            return Described(seen!);
        }

        // In doubt, which the core settles or reports. Asking again would find the same.
        throw seen is null || seen.ContentLength != parts.Length
            ? new StorageException(UploadFailures.OfStoring(refusal)!, refusal)
            : new StorageException(
                new StorageFault(StorageErrorKind.Network, "the multipart upload is gone, and whether it was published cannot be told.")
                {
                    IsTransient = false,
                    ServerCode = refusal.ErrorCode,
                    RequestId = refusal.RequestId,
                },
                refusal);
    }

    private async Task<GetObjectMetadataResponse?> TryLookAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _client.GetObjectMetadataAsync(requests.Head(), cancellationToken).ConfigureAwait(false);
        }
        catch (AmazonS3Exception answer) when (answer.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    private static PublishedObject Described(GetObjectMetadataResponse seen) =>
        new(S3ETag.Read(seen.ETag), seen.VersionId, seen.LastModified is { } time ? new DateTimeOffset(time.ToUniversalTime(), TimeSpan.Zero) : null);
}
