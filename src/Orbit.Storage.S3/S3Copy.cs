using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using Orbit.Storage.S3.Writing;

namespace Orbit.Storage.S3;

/// <summary>Copies an object on the server: CopyObject, or UploadPartCopy in parallel where it is larger than that takes.</summary>
internal sealed class S3Copy(S3Store store, StoragePath source, StoragePath destination)
{
    private readonly string _to = store.Key.Of(destination);
    private bool _isInDoubt;

    /// <summary>Which version of the source; null for the latest.</summary>
    public string? SourceVersionId { get; init; }

    public Task RunAsync(CopyOptions options, CancellationToken cancellationToken) => CopyAsync(options, cancellationToken);

    /// <summary>Copies, then deletes the source as it was copied.</summary>
    public async Task MoveAsync(RenameOptions options, CancellationToken cancellationToken)
    {
        CopySource from = await CopyAsync(new CopyOptions { Overwrite = options.Overwrite }, cancellationToken).ConfigureAwait(false);
        await store.Calls.RunAsync(
            static (call, token) => call.self.DeleteAsync(call.from, token), (self: this, from), store.Calls.Short, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Describes the object anew: a copy onto itself, since S3 has no other way. What is not set is kept.</summary>
    public async Task ReplaceAttributesAsync(StorageAttributes attributes, CancellationToken cancellationToken)
    {
        S3WriteRules.CheckMetadata(store.Profile, attributes.Metadata);
        CopySource from = await CopySource.OpenAsync(store, _to, null, cancellationToken).ConfigureAwait(false);
        if (from.Length > store.Profile.MaxPartSize)
        {
            await CopyPartsAsync(from, new CopyOptions(), attributes, cancellationToken).ConfigureAwait(false);
            return;
        }

        CopyObjectRequest copy = from.Whole(_to);
        CopyDescription.Replace(copy, from.Seen, attributes);
        List<Tag>? tags = store.Profile.SeparateTags ? await from.ReadTagsAsync(cancellationToken).ConfigureAwait(false) : null;
        string? versionId = await CopyWholeAsync(copy, cancellationToken).ConfigureAwait(false);
        await ObjectTags.RestoreAsync(store, _to, versionId, tags, cancellationToken).ConfigureAwait(false);
    }

    private async Task<CopySource> CopyAsync(CopyOptions options, CancellationToken cancellationToken)
    {
        CopySource from = await CopySource.OpenAsync(store, store.Key.Of(source), SourceVersionId, cancellationToken).ConfigureAwait(false);
        if (from.Length > store.Profile.MaxPartSize)
        {
            await CopyPartsAsync(from, options, null, cancellationToken).ConfigureAwait(false);
            return from;
        }

        CopyObjectRequest copy = from.Whole(_to);
        copy.IfNoneMatch = options.Overwrite ? null : "*";
        await CopyWholeAsync(copy, cancellationToken).ConfigureAwait(false);
        new CopyProgress(options.Progress, from.Length, store.Time).Add(from.Length);
        return from;
    }

    /// <returns>The copy's version, where the store keeps several.</returns>
    private Task<string?> CopyWholeAsync(CopyObjectRequest copy, CancellationToken cancellationToken) => store.Calls.RunAsync(
        static async (call, token) =>
        {
            try
            {
                CopyObjectResponse answer = await call.store.Client.CopyObjectAsync(call.copy, token).ConfigureAwait(false);

                // Copying may fail after the 200 was sent; what then follows is an error, not a result (API reference, CopyObject).
                return string.IsNullOrEmpty(answer.ETag)
                    ? throw new StorageException(StorageErrorKind.Network, "the store's answer to the copy is no result.")
                    : (string?)answer.VersionId;
            }
            catch (AmazonS3Exception answer) when (answer.StatusCode == HttpStatusCode.PreconditionFailed)
            {
                throw await call.self.ExplainAsync(call.copy, answer, token).ConfigureAwait(false);
            }
            catch (Exception failure)
            {
                call.self._isInDoubt |= failure is not AmazonS3Exception { StatusCode: < HttpStatusCode.InternalServerError };
                throw;
            }
        },
        (self: this, store, copy), store.Calls.Long, cancellationToken);

    // One code for two conditions: only the source tells which of them failed.
    private async Task<StorageException> ExplainAsync(CopyObjectRequest copy, AmazonS3Exception answer, CancellationToken cancellationToken)
    {
        if (copy.IfNoneMatch is null)
        {
            return CopySource.Changed(answer);
        }

        GetObjectMetadataResponse now = await store.Client.GetObjectMetadataAsync(S3Entries.Head(store, copy.SourceKey), cancellationToken).ConfigureAwait(false);
        if (now.ETag != copy.ETagToMatch)
        {
            return CopySource.Changed(answer);
        }

        return _isInDoubt
            ? new StorageException(StorageErrorKind.OutcomeUnknown, "the destination exists; an earlier try, whose answer was lost, or another writer may have made it. Compare it, or copy again.", answer)
            : new StorageException(StorageErrorKind.AlreadyExists, "the destination exists, and the copy was to create it.", answer);
    }

    private async Task CopyPartsAsync(CopySource from, CopyOptions options, StorageAttributes? changes, CancellationToken cancellationToken)
    {
        if (!options.Overwrite && !store.Profile.ConditionalComplete)
        {
            throw new StorageException(
                StorageErrorKind.Unsupported, $"the object is copied in parts, and stores of profile '{store.Profile}' cannot honour Overwrite = false then without a race.");
        }

        UploadRequests requests = new(store, _to, new WriteOptions { Overwrite = options.Overwrite }, Kept(from, changes is not null));
        await new PartCopy(store, from, requests, new CopyProgress(options.Progress, from.Length, store.Time)).RunAsync(changes, cancellationToken).ConfigureAwait(false);
    }

    // A copy is written as every object of the backend; one that stays where it is, as it was.
    private S3WriteOptions Kept(CopySource from, bool isSame) => new S3WriteOptions
    {
        StorageClass = isSame ? from.Seen.StorageClass?.Value : null,
    }.Over(store.Options.Objects);

    private async Task<bool> DeleteAsync(CopySource from, CancellationToken cancellationToken)
    {
        DeleteObjectRequest delete = new() { BucketName = store.Bucket, Key = store.Key.Of(source), IfMatch = store.Profile.ConditionalDelete ? from.Seen.ETag : null };
        try
        {
            await store.Client.DeleteObjectAsync(delete, cancellationToken).ConfigureAwait(false);
        }
        catch (AmazonS3Exception answer) when (answer.StatusCode == HttpStatusCode.PreconditionFailed)
        {
            throw new StorageException(
                StorageErrorKind.ObjectChanged, $"the source was replaced after it was copied, and is left as it is now; '{destination}' has what it was before.", answer);
        }
        catch (AmazonS3Exception answer) when (answer.StatusCode == HttpStatusCode.NotFound && answer.ErrorCode != "NoSuchBucket")
        {
            // Somebody deleted it first.
        }

        return true;
    }
}
