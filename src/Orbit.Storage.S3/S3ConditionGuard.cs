using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace Orbit.Storage.S3;

/// <summary>
/// Keeps writes with a condition from buckets that keep versions, where the store would forget the condition (docs/decisions/0092): asked once, before the
/// first such write.
/// </summary>
internal sealed class S3ConditionGuard(S3Store store)
{
    private volatile bool _isSafe;

    /// <exception cref="StorageException"><see cref="StorageErrorKind.Unsupported"/>: the condition would be lost.</exception>
    public async Task CheckAsync(WriteOptions options, CancellationToken cancellationToken)
    {
        bool isConditional = !options.Overwrite || options.IfMatch is not null;
        if (!isConditional || !store.Profile.VersionsDropConditions || _isSafe)
        {
            return;
        }

        if (await KeepsVersionsAsync(cancellationToken).ConfigureAwait(false))
        {
            throw new StorageException(
                StorageErrorKind.Unsupported,
                $"the bucket keeps versions, and stores of profile '{store.Profile}' forget conditions on writes then; leave the condition out, or use a bucket without versions.");
        }

        _isSafe = true;
    }

    private async Task<bool> KeepsVersionsAsync(CancellationToken cancellationToken)
    {
        try
        {
            GetBucketVersioningResponse answer = await store.Client.GetBucketVersioningAsync(new GetBucketVersioningRequest { BucketName = store.Bucket }, cancellationToken).ConfigureAwait(false);
            return answer.VersioningConfig?.Status is { } status && status != VersionStatus.Off;
        }
        catch (AmazonS3Exception refused) when (refused.StatusCode == HttpStatusCode.Forbidden)
        {
            // Who may not ask has to know.
            return false;
        }
    }
}
