using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace Orbit.Storage.S3;

/// <summary>The operations on single objects.</summary>
internal sealed partial class S3Entries(S3Store store)
{
    private static readonly StorageEntry RootEntry = new(StoragePath.Root, StorageEntryKind.Directory);
    private volatile bool _hasSeenBucket;

    public async Task<StorageEntry> StatAsync(StoragePath path, CancellationToken cancellationToken)
    {
        if (path.IsRoot)
        {
            await CheckBucketAsync(cancellationToken).ConfigureAwait(false);
            return RootEntry;
        }

        try
        {
            return S3EntryReader.Read(await HeadAsync(store.Key.Of(path), cancellationToken).ConfigureAwait(false), path);
        }
        catch (AmazonS3Exception missing) when (missing.StatusCode == HttpStatusCode.NotFound)
        {
            if (await FindMarkerAsync(path, cancellationToken).ConfigureAwait(false) is { } directory)
            {
                return directory;
            }

            await EnsureBucketAsync(cancellationToken).ConfigureAwait(false);
            throw;
        }
    }

    public async Task<StorageAttributes> GetAttributesAsync(StoragePath path, CancellationToken cancellationToken)
    {
        StorageEntry entry = await StatAsync(path, cancellationToken).ConfigureAwait(false);
        return new StorageAttributes { LastModified = entry.LastModified, ContentType = entry.ContentType, Metadata = entry.Metadata };
    }

    /// <summary>Asks for one key below the prefix: the cheapest request that needs the bucket and says in words what is wrong with it.</summary>
    public Task CheckBucketAsync(CancellationToken cancellationToken) =>
        store.Client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = store.Bucket, Prefix = store.Key.Prefix, MaxKeys = 1 }, cancellationToken);

    public async Task CreateDirectoryAsync(StoragePath path, CancellationToken cancellationToken)
    {
        if (!store.Options.DirectoryMarkers)
        {
            return;
        }

        PutObjectRequest request = new() { BucketName = store.Bucket, Key = store.Key.Below(path), ContentBody = "", UseChunkEncoding = false };
        await store.Client.PutObjectAsync(request, cancellationToken).ConfigureAwait(false);
    }

    internal static GetObjectMetadataRequest Head(S3Store store, string key, string? versionId = null)
    {
        GetObjectMetadataRequest request = new() { BucketName = store.Bucket, Key = key, VersionId = versionId, ChecksumMode = store.Profile.Checksums ? ChecksumMode.ENABLED : null };
        if (store.Options.Objects.CustomerKey is { } customerKey)
        {
            request.ServerSideEncryptionCustomerMethod = ServerSideEncryptionCustomerMethod.AES256;
            request.ServerSideEncryptionCustomerProvidedKey = Convert.ToBase64String(customerKey);
        }

        return request;
    }

    private async Task<StorageEntry?> FindMarkerAsync(StoragePath path, CancellationToken cancellationToken)
    {
        if (!store.Options.DirectoryMarkers || path.EndsWithSeparator)
        {
            return null;
        }

        try
        {
            GetObjectMetadataResponse marker = await HeadAsync(store.Key.Below(path), cancellationToken).ConfigureAwait(false);
            return new StorageEntry(path, StorageEntryKind.Directory) { LastModified = S3EntryReader.Utc(marker.LastModified) };
        }
        catch (AmazonS3Exception missing) when (missing.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>A HEAD does not say whether the object or the bucket is missing; that the bucket is there is asked once.</summary>
    private async Task EnsureBucketAsync(CancellationToken cancellationToken)
    {
        if (_hasSeenBucket)
        {
            return;
        }

        try
        {
            await CheckBucketAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (AmazonS3Exception refused) when (refused.StatusCode == HttpStatusCode.Forbidden)
        {
            // Who may not list may still read, and then the object's absence is all there is to say.
        }

        _hasSeenBucket = true;
    }

    private async Task<GetObjectMetadataResponse> HeadAsync(string key, CancellationToken cancellationToken)
    {
        GetObjectMetadataRequest request = Head(store, key);
        try
        {
            return await store.Client.GetObjectMetadataAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (AmazonS3Exception refused) when (S3Errors.IsMute(refused))
        {
            // The same question by GET is refused in words.
            using GetObjectResponse answer = await store.Client.GetObjectAsync(S3ReadRequests.Get(store, key, new Amazon.S3.Model.ByteRange(0, 0)), cancellationToken).ConfigureAwait(false);
            throw;
        }
    }
}
