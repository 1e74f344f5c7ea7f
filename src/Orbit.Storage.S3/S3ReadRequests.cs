using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.S3;
using Amazon.S3.Model;

namespace Orbit.Storage.S3;

/// <summary>The requests of one read. Each GET has a range: without one, the SDK hashes the body with MD5 as it passes.</summary>
internal sealed class S3ReadRequests(S3Store store, StoragePath path, ReadOptions options)
{
    private readonly string _key = store.Key.Of(path);
    private readonly long _firstLength = options.Transfer?.PartSize ?? S3Backend.PreferredPartSize;

    /// <summary>Whether all bytes are wanted, so that the store's checksum can be compared with theirs.</summary>
    public bool WantsChecksum => store.Profile.Checksums && options.Range.IsWhole;

    /// <summary>Asks for the first bytes of what is wanted; null where their place is not known, or there are none.</summary>
    public GetObjectRequest? First()
    {
        Orbit.Storage.ByteRange range = options.Range;
        if (range.Length == 0 || (range.IsSuffix && range.Length > _firstLength))
        {
            return null;
        }

        GetObjectRequest request = Get(store, _key, range.IsSuffix
            ? new Amazon.S3.Model.ByteRange($"bytes=-{range.Length}")
            : new Amazon.S3.Model.ByteRange(range.Offset, range.Offset + Math.Min(range.Length ?? long.MaxValue - range.Offset, _firstLength) - 1));
        request.VersionId = options.VersionId;
        if (store.Profile.Checksums)
        {
            AskForChecksum(request);
        }

        // RFC 9110 section 13.2.2: a tag goes before a time.
        if (options.IfMatch is { } match)
        {
            request.EtagToMatch = S3ETag.Quote(match);
        }
        else
        {
            request.UnmodifiedSinceDate = options.IfUnmodifiedSince?.UtcDateTime;
        }

        if (options.IfNoneMatch is { } other)
        {
            request.EtagToNotMatch = S3ETag.Quote(other);
        }
        else
        {
            request.ModifiedSinceDate = options.IfModifiedSince?.UtcDateTime;
        }

        return request;
    }

    /// <summary>Asks for more of what the first answer described.</summary>
    public GetObjectRequest Next(ByteSpan span, StorageEntry entry)
    {
        GetObjectRequest request = Get(store, _key, new Amazon.S3.Model.ByteRange(span.Offset, span.End - 1));
        request.VersionId = options.VersionId ?? entry.VersionId;
        request.EtagToMatch = entry.ETag is { } tag ? S3ETag.Quote(tag) : null;
        return request;
    }

    /// <summary>Asks for more description of what the first answer described.</summary>
    public GetObjectMetadataRequest HeadOf(StorageEntry entry)
    {
        GetObjectMetadataRequest request = S3Entries.Head(store, _key);
        request.VersionId = options.VersionId ?? entry.VersionId;
        request.EtagToMatch = entry.ETag is { } tag ? S3ETag.Quote(tag) : null;
        return request;
    }

    /// <summary>Asks for the description alone, under the same conditions.</summary>
    public GetObjectMetadataRequest Head()
    {
        GetObjectMetadataRequest request = S3Entries.Head(store, _key);
        request.VersionId = options.VersionId;
        if (options.IfMatch is { } match)
        {
            request.EtagToMatch = S3ETag.Quote(match);
        }
        else
        {
            request.UnmodifiedSinceDate = options.IfUnmodifiedSince?.UtcDateTime;
        }

        if (options.IfNoneMatch is { } other)
        {
            request.EtagToNotMatch = S3ETag.Quote(other);
        }
        else
        {
            request.ModifiedSinceDate = options.IfModifiedSince?.UtcDateTime;
        }

        return request;
    }

    // By the request's own property the SDK would compare as well, byte by byte, at forty times the processor time that the core needs (docs/decisions/0142).
    private static void AskForChecksum(IAmazonWebServiceRequest request) =>
        request.AddBeforeRequestHandler(static (_, call) => ((WebServiceRequestEventArgs)call).Headers["x-amz-checksum-mode"] = ChecksumMode.ENABLED.Value);

    public static GetObjectRequest Get(S3Store store, string key, Amazon.S3.Model.ByteRange range)
    {
        GetObjectRequest request = new() { BucketName = store.Bucket, Key = key, ByteRange = range };
        if (store.Options.Objects.CustomerKey is { } customerKey)
        {
            request.ServerSideEncryptionCustomerMethod = ServerSideEncryptionCustomerMethod.AES256;
            request.ServerSideEncryptionCustomerProvidedKey = Convert.ToBase64String(customerKey);
        }

        return request;
    }
}
