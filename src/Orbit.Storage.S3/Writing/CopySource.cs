using Amazon.S3;
using Amazon.S3.Model;

namespace Orbit.Storage.S3.Writing;

/// <summary>An object that is copied on the server, at the version it had when it was looked at.</summary>
internal sealed class CopySource(S3Store store, string key, string? versionId, GetObjectMetadataResponse seen)
{
    private readonly string? _customerKey = store.Options.Objects.CustomerKey is { } bytes ? Convert.ToBase64String(bytes) : null;

    public GetObjectMetadataResponse Seen => seen;

    public long Length => seen.ContentLength;

    public static async Task<CopySource> OpenAsync(S3Store store, string key, string? versionId, CancellationToken cancellationToken)
    {
        GetObjectMetadataResponse seen = await store.Calls.RunAsync(
            static (call, token) => call.store.Client.GetObjectMetadataAsync(S3Entries.Head(call.store, call.key, call.versionId), token),
            (store, key, versionId), store.Calls.Short, cancellationToken).ConfigureAwait(false);
        return new CopySource(store, key, versionId, seen);
    }

    /// <summary>All of it, in one request.</summary>
    public CopyObjectRequest Whole(string destination)
    {
        S3WriteOptions objects = store.Options.Objects;
        return new CopyObjectRequest
        {
            SourceBucket = store.Bucket,
            SourceKey = key,
            SourceVersionId = versionId,
            DestinationBucket = store.Bucket,
            DestinationKey = destination,
            ETagToMatch = store.Profile.ConditionalCopySource ? seen.ETag : null,
            CannedACL = objects.CannedAcl is { } acl ? S3CannedACL.FindValue(acl) : null,
            StorageClass = objects.StorageClass is { } storageClass ? S3StorageClass.FindValue(storageClass) : null,
            ServerSideEncryptionMethod = objects.ServerSideEncryption is { } encryption ? ServerSideEncryptionMethod.FindValue(encryption) : null,
            ServerSideEncryptionKeyManagementServiceKeyId = objects.KmsKeyId,
            ServerSideEncryptionCustomerMethod = CustomerMethod,
            ServerSideEncryptionCustomerProvidedKey = _customerKey,
            CopySourceServerSideEncryptionCustomerMethod = CustomerMethod,
            CopySourceServerSideEncryptionCustomerProvidedKey = _customerKey,
        };
    }

    /// <summary>Some of its bytes, as a part.</summary>
    public CopyPartRequest Part(string destination, int number, long offset, long length) => new()
    {
        SourceBucket = store.Bucket,
        SourceKey = key,
        SourceVersionId = versionId,
        DestinationBucket = store.Bucket,
        DestinationKey = destination,
        PartNumber = number,
        FirstByte = offset,
        LastByte = offset + length - 1,
        ETagToMatch = store.Profile.ConditionalCopySource ? [seen.ETag] : null,
        ServerSideEncryptionCustomerMethod = CustomerMethod,
        ServerSideEncryptionCustomerProvidedKey = _customerKey,
        CopySourceServerSideEncryptionCustomerMethod = CustomerMethod,
        CopySourceServerSideEncryptionCustomerProvidedKey = _customerKey,
    };

    /// <summary>Its tags; null where it has none, or the store knows none.</summary>
    public async Task<List<Tag>?> ReadTagsAsync(CancellationToken cancellationToken) => store.Profile.Tagging && seen.TagsCount != 0
        ? await ObjectTags.ReadAsync(store, key, cancellationToken).ConfigureAwait(false)
        : null;

    /// <summary>Fails where it is no longer what it was: some stores ignore the condition on the source of a copy.</summary>
    public async Task CheckUnchangedAsync(CancellationToken cancellationToken)
    {
        CopySource now = await OpenAsync(store, key, versionId, cancellationToken).ConfigureAwait(false);
        if (now.Seen.ETag != seen.ETag)
        {
            throw Changed(null);
        }
    }

    public static StorageException Changed(Exception? cause) =>
        new(StorageErrorKind.ObjectChanged, "the source was replaced while it was copied; the destination was left as it was.", cause);

    private ServerSideEncryptionCustomerMethod? CustomerMethod => _customerKey is null ? null : ServerSideEncryptionCustomerMethod.AES256;
}
