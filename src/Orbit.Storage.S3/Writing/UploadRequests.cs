using System.Globalization;
using Amazon.S3;
using Amazon.S3.Model;
using Orbit.Storage.Transport;

namespace Orbit.Storage.S3.Writing;

/// <summary>
/// The requests that write one object. Bodies go as they are, with their exact length: unsigned over TLS, with their SHA-256 in the signature without it, never in
/// the chunks of aws-chunked, which many stores refuse or keep as content (docs/decisions/0080).
/// </summary>
internal sealed class UploadRequests(S3Store store, string key, WriteOptions options, S3WriteOptions specific)
{
    // What RFC 2046 section 4.5.1 names for content of no known kind; the SDK would guess by the key's ending instead.
    private const string UnknownContent = "application/octet-stream";

    private readonly bool _isEncrypted = store.IsEncrypted;
    private readonly string? _customerKey = specific.CustomerKey is { } bytes ? Convert.ToBase64String(bytes) : null;

    public S3Store Store => store;

    public string Key => key;

    public bool IsConditional => !options.Overwrite || options.IfMatch is not null;

    public WriteOptions Options => options;

    private ServerSideEncryptionCustomerMethod? CustomerMethod => _customerKey is null ? null : ServerSideEncryptionCustomerMethod.AES256;

    /// <summary>For what the caller writes.</summary>
    public static UploadRequests For(S3Store store, WriteRequest request) => new(
        store, store.Key.Of(request.Path), request.Options, (request.Options.BackendOptions as S3WriteOptions ?? new S3WriteOptions()).Over(store.Options.Objects));

    /// <summary>For a temporary object that becomes a part of this one: encrypted alike, and otherwise as plain as can be.</summary>
    public UploadRequests ForTemporary() => new(
        store,
        store.Key.Temporaries + TemporaryName.Create(),
        new WriteOptions(),
        new S3WriteOptions { ServerSideEncryption = specific.ServerSideEncryption, KmsKeyId = specific.KmsKeyId, CustomerKey = specific.CustomerKey });

    public PutObjectRequest Put(PartContent content, Stream body)
    {
        PutObjectRequest put = new()
        {
            BucketName = store.Bucket,
            Key = key,
            InputStream = body,
            AutoCloseStream = false,
            ContentType = options.ContentType ?? UnknownContent,
            UseChunkEncoding = false,
            DisablePayloadSigning = _isEncrypted,
            DisableDefaultChecksumValidation = true,
            IfNoneMatch = options.Overwrite ? null : "*",
            IfMatch = IfMatch,
            CannedACL = specific.CannedAcl is { } acl ? S3CannedACL.FindValue(acl) : null,
            StorageClass = specific.StorageClass is { } storageClass ? S3StorageClass.FindValue(storageClass) : null,
            ServerSideEncryptionMethod = specific.ServerSideEncryption is { } encryption ? ServerSideEncryptionMethod.FindValue(encryption) : null,
            ServerSideEncryptionKeyManagementServiceKeyId = specific.KmsKeyId,
            ServerSideEncryptionCustomerMethod = CustomerMethod,
            ServerSideEncryptionCustomerProvidedKey = _customerKey,
            TagSet = Tags(),
        };
        Describe(put.Headers, put.Metadata);
        if (ChecksumOf(content.Crc32) is { } checksum)
        {
            put.ChecksumAlgorithm = Amazon.S3.ChecksumAlgorithm.CRC32;
            put.ChecksumCRC32 = checksum;
        }

        return put;
    }

    public InitiateMultipartUploadRequest Create()
    {
        InitiateMultipartUploadRequest create = new()
        {
            BucketName = store.Bucket,
            Key = key,
            ContentType = options.ContentType ?? UnknownContent,
            CannedACL = specific.CannedAcl is { } acl ? S3CannedACL.FindValue(acl) : null,
            StorageClass = specific.StorageClass is { } storageClass ? S3StorageClass.FindValue(storageClass) : null,
            ServerSideEncryptionMethod = specific.ServerSideEncryption is { } encryption ? ServerSideEncryptionMethod.FindValue(encryption) : null,
            ServerSideEncryptionKeyManagementServiceKeyId = specific.KmsKeyId,
            ServerSideEncryptionCustomerMethod = CustomerMethod,
            ServerSideEncryptionCustomerProvidedKey = _customerKey,
            TagSet = Tags(),
        };
        Describe(create.Headers, create.Metadata);
        if (store.Profile.Checksums)
        {
            create.ChecksumAlgorithm = Amazon.S3.ChecksumAlgorithm.CRC32;
            create.ChecksumType = ChecksumType.FULL_OBJECT;
        }

        return create;
    }

    public UploadPartRequest Part(string uploadId, int number, PartContent part, Stream body)
    {
        UploadPartRequest request = new()
        {
            BucketName = store.Bucket,
            Key = key,
            UploadId = uploadId,
            PartNumber = number,
            PartSize = part.Length,
            InputStream = body,
            UseChunkEncoding = false,
            DisablePayloadSigning = _isEncrypted,
            DisableDefaultChecksumValidation = true,
            ServerSideEncryptionCustomerMethod = CustomerMethod,
            ServerSideEncryptionCustomerProvidedKey = _customerKey,
        };
        if (ChecksumOf(part.Crc32) is { } checksum)
        {
            request.ChecksumAlgorithm = Amazon.S3.ChecksumAlgorithm.CRC32;
            request.ChecksumCRC32 = checksum;
        }

        return request;
    }

    /// <summary>The request that makes a whole temporary object a part.</summary>
    public CopyPartRequest PartFrom(string temporaryKey, int number, long length) => new()
    {
        SourceBucket = store.Bucket,
        SourceKey = temporaryKey,
        DestinationBucket = store.Bucket,
        DestinationKey = key,
        PartNumber = number,
        FirstByte = 0,
        LastByte = length - 1,
        ServerSideEncryptionCustomerMethod = CustomerMethod,
        ServerSideEncryptionCustomerProvidedKey = _customerKey,
        CopySourceServerSideEncryptionCustomerMethod = CustomerMethod,
        CopySourceServerSideEncryptionCustomerProvidedKey = _customerKey,
    };

    /// <summary>The request that publishes the parts.</summary>
    /// <param name="uploadId">The upload.</param>
    /// <param name="parts">Its parts, by number.</param>
    /// <param name="length">The object's length in bytes.</param>
    /// <param name="crc32">The whole object's, where all parts have theirs.</param>
    public CompleteMultipartUploadRequest Complete(string uploadId, List<PartETag> parts, long length, uint? crc32)
    {
        CompleteMultipartUploadRequest complete = new()
        {
            BucketName = store.Bucket,
            Key = key,
            UploadId = uploadId,
            PartETags = parts,
            SSECustomerAlgorithm = CustomerMethod,
            SSECustomerKey = _customerKey,
        };
        if (store.Profile.ConditionalComplete)
        {
            complete.IfNoneMatch = options.Overwrite ? null : "*";
            complete.IfMatch = IfMatch;
        }

        if (ChecksumOf(crc32) is { } checksum)
        {
            complete.ChecksumCRC32 = checksum;
            complete.ChecksumType = ChecksumType.FULL_OBJECT;
            complete.MpuObjectSize = length;
        }

        return complete;
    }

    public AbortMultipartUploadRequest Abort(string uploadId) => new() { BucketName = store.Bucket, Key = key, UploadId = uploadId };

    public ListPartsRequest FirstParts(string uploadId) => new() { BucketName = store.Bucket, Key = key, UploadId = uploadId, MaxParts = 1 };

    /// <summary>Asks for the parts behind one.</summary>
    public ListPartsRequest Parts(string uploadId, int after) => new()
    {
        BucketName = store.Bucket,
        Key = key,
        UploadId = uploadId,
        PartNumberMarker = after == 0 ? null : after.ToString(CultureInfo.InvariantCulture),
        SSECustomerAlgorithm = CustomerMethod,
        SSECustomerKey = _customerKey,
    };

    /// <summary>What a journal keeps of an upload.</summary>
    public S3ResumeToken Token(string uploadId) => S3ResumeToken.Of(store, key, specific, uploadId);

    public GetObjectMetadataRequest Head() => new()
    {
        BucketName = store.Bucket,
        Key = key,
        ChecksumMode = store.Profile.Checksums ? ChecksumMode.ENABLED : null,
        ServerSideEncryptionCustomerMethod = CustomerMethod,
        ServerSideEncryptionCustomerProvidedKey = _customerKey,
    };

    /// <summary>A checksum as the store is told it; null where there is none, or the store takes none.</summary>
    public string? ChecksumOf(uint? crc32) => crc32 is { } value && store.Profile.Checksums ? WireChecksum.Write(value) : null;

    private string? IfMatch => options.IfMatch is { } tag ? S3ETag.ForWrite(store.Profile, tag) : null;

    public List<Tag>? Tags() => specific.Tags is { Count: > 0 } tags ? [.. tags.Select(tag => new Tag { Key = tag.Key, Value = tag.Value })] : null;

    private void Describe(HeadersCollection headers, MetadataCollection metadata)
    {
        if (options.CacheControl is not null)
        {
            headers.CacheControl = options.CacheControl;
        }

        if (options.ContentDisposition is not null)
        {
            headers.ContentDisposition = options.ContentDisposition;
        }

        if (options.ContentEncoding is not null)
        {
            headers.ContentEncoding = options.ContentEncoding;
        }

        if (options.ContentLanguage is not null)
        {
            headers["Content-Language"] = options.ContentLanguage;
        }

        foreach ((string name, string value) in options.Metadata ?? new Dictionary<string, string>())
        {
            metadata[name] = S3Metadata.Encode(value);
        }
    }
}
