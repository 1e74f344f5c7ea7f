using Amazon.S3;
using Amazon.S3.Model;

namespace Orbit.Storage.S3;

/// <summary>The operations on single objects.</summary>
internal sealed partial class S3Entries(S3Store store)
{
    private static readonly StorageEntry RootEntry = new(StoragePath.Root, StorageEntryKind.Directory);

    public async Task<StorageEntry> StatAsync(StoragePath path, CancellationToken cancellationToken)
    {
        if (path.IsRoot)
        {
            await CheckBucketAsync(cancellationToken).ConfigureAwait(false);
            return RootEntry;
        }

        return S3EntryReader.Read(await HeadAsync(path, cancellationToken).ConfigureAwait(false), path);
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

    internal static GetObjectMetadataRequest Head(S3Store store, string key)
    {
        GetObjectMetadataRequest request = new() { BucketName = store.Bucket, Key = key, ChecksumMode = store.Profile.Checksums ? ChecksumMode.ENABLED : null };
        if (store.Options.Objects.CustomerKey is { } customerKey)
        {
            request.ServerSideEncryptionCustomerMethod = ServerSideEncryptionCustomerMethod.AES256;
            request.ServerSideEncryptionCustomerProvidedKey = Convert.ToBase64String(customerKey);
        }

        return request;
    }

    private async Task<GetObjectMetadataResponse> HeadAsync(StoragePath path, CancellationToken cancellationToken)
    {
        GetObjectMetadataRequest request = Head(store, store.Key.Of(path));
        try
        {
            return await store.Client.GetObjectMetadataAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (AmazonS3Exception refused) when (S3Errors.IsMute(refused))
        {
            // The same question by GET is refused in words.
            using GetObjectResponse answer = await store.Client.GetObjectAsync(new S3ReadRequests(store, path, new ReadOptions { Range = Orbit.Storage.ByteRange.Of(0, 1) }).First()!, cancellationToken).ConfigureAwait(false);
            throw;
        }
    }
}
