using System.Text;
using Orbit.Storage.S3.Double.Content;
using Orbit.Storage.S3.Double.Storage;
using Orbit.Storage.S3.Double.Wire;

namespace Orbit.Storage.S3.Double.Operations;

/// <summary>CopyObject and UploadPartCopy.</summary>
internal static class Copies
{
    private const long LargestCopy = 5L << 30;

    public static async Task CopyAsync(S3Exchange exchange, Bucket bucket, Func<string, Bucket> findBucket)
    {
        StoredObject source = FindSource(exchange, findBucket);
        if (source.Content.Length > Math.Min(LargestCopy, exchange.Options.MaxPartSize))
        {
            throw S3Failure.BadRequest("InvalidRequest", "The specified copy source is larger than the maximum allowable size for a copy source: 5368709120");
        }

        StoredObject described = ObjectHeaders.Read(exchange);
        bool replaces = exchange.Header("x-amz-metadata-directive") == "REPLACE";
        bool changesPlace = source.Key != exchange.Call.Key || exchange.Header("x-amz-storage-class") is not null || described.CustomerKeyMd5 is not null || exchange.Query.Count > 0;
        if (!replaces && !changesPlace && SourceBucket(exchange) == bucket.Name && exchange.Header("x-amz-server-side-encryption") is null && SourceVersion(exchange) is null)
        {
            throw S3Failure.BadRequest("InvalidRequest", "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.");
        }

        StoredObject copy = (replaces ? described : source with { CustomerKeyMd5 = described.CustomerKeyMd5 }) with
        {
            Key = exchange.Call.Key,
            Content = source.Content,
            ETag = source.ETag.Contains('-') && !bucket.Options.IsVirtual ? $"\"{Guid.NewGuid():N}\"" : source.ETag,
            LastModified = DateTimeOffset.UtcNow,
            Checksum = source.Checksum,
            PartLengths = [],
            Tags = exchange.Header("x-amz-tagging-directive") == "REPLACE" ? described.Tags : source.Tags,
            IsDeleteMarker = false,
        };
        StoredObject stored = bucket.Put(copy, before => Conditions.CheckWrite(exchange, before));
        if (source.VersionId != "null")
        {
            exchange.Response.Headers["x-amz-copy-source-version-id"] = source.VersionId;
        }

        ObjectHeaders.WriteVersion(exchange, stored);
        await AnswerAsync(exchange, "CopyObjectResult", stored.ETag, stored.LastModified, stored.Checksum);
    }

    public static async Task CopyPartAsync(S3Exchange exchange, Bucket bucket, Func<string, Bucket> findBucket)
    {
        MultipartUpload upload = Uploads.Find(exchange, bucket);
        int number = Uploads.RequirePartNumber(exchange);
        StoredObject source = FindSource(exchange, findBucket);
        (long start, long length) = (0, source.Content.Length);
        if (exchange.Header("x-amz-copy-source-range") is { } range)
        {
            long[] ends = [.. range["bytes=".Length..].Split('-').Select(end => long.Parse(end, System.Globalization.CultureInfo.InvariantCulture))];
            (start, length) = (ends[0], ends[1] - ends[0] + 1);
            if (ends[1] >= source.Content.Length || length < 1)
            {
                throw S3Failure.BadRequest("InvalidRange", "The requested range is not satisfiable");
            }
        }

        if (length > Math.Min(LargestCopy, exchange.Options.MaxPartSize))
        {
            throw S3Failure.BadRequest("InvalidRequest", "The specified copy source is larger than the maximum allowable size for a copy source: 5368709120");
        }

        (uint checksum, string etag) = await DigestAsync(source.Content, start, length, bucket.Options.IsVirtual, exchange.Aborted);
        upload.Parts[number] = new UploadedPart(number, new ContentSlice(source.Content, start, length), etag, checksum, DateTimeOffset.UtcNow);
        await AnswerAsync(exchange, "CopyPartResult", etag, upload.Parts[number].LastModified, upload.ChecksumAlgorithm == "CRC32" ? checksum : null);
    }

    private static async Task<(uint Checksum, string ETag)> DigestAsync(ObjectContent content, long start, long length, bool isVirtual, CancellationToken cancellationToken)
    {
        // The whole of a virtual object has a known checksum; a piece of one is not read through for it.
        if (isVirtual)
        {
            uint known = start == 0 && length == content.Length ? content.Checksum ?? 0 : 0;
            return (known, $"\"{length:x16}{known:x16}-1\"");
        }

        using BodyDigest digest = new(null, wantsCrc32: true);
        digest.WantMd5();
        await DigestingWriter.CopyAsync(content, start, length, digest, cancellationToken);
        digest.Finish();
        return (digest.Crc32, $"\"{Convert.ToHexStringLower(digest.Md5)}\"");
    }

    private static StoredObject FindSource(S3Exchange exchange, Func<string, Bucket> findBucket)
    {
        (string bucket, string key) = Source(exchange);
        StoredObject? source = findBucket(bucket).Find(key, SourceVersion(exchange));
        if (source is null or { IsDeleteMarker: true })
        {
            throw S3Failure.NotFound("NoSuchKey", "The specified key does not exist.");
        }

        ObjectHeaders.RequireCustomerKey(exchange, source, "x-amz-copy-source-server-side-encryption-customer-key");
        Conditions.CheckCopySource(exchange, source);
        return source;
    }

    private static string SourceBucket(S3Exchange exchange) => Source(exchange).Bucket;

    private static string? SourceVersion(S3Exchange exchange) =>
        exchange.Header("x-amz-copy-source")!.Split("?versionId=", 2) is [_, var version] ? Uri.UnescapeDataString(version) : null;

    private static (string Bucket, string Key) Source(S3Exchange exchange)
    {
        string path = Uri.UnescapeDataString(exchange.Header("x-amz-copy-source")!.Split("?versionId=", 2)[0]);
        path = path.StartsWith('/') ? path[1..] : path;
        return path.Split('/', 2) is [var bucket, { Length: > 0 } key]
            ? (bucket, key)
            : throw S3Failure.BadRequest("InvalidArgument", "Copy Source must mention the source bucket and key: sourcebucket/sourcekey");
    }

    private static Task AnswerAsync(S3Exchange exchange, string root, string etag, DateTimeOffset modified, uint? checksum)
    {
        StringBuilder xml = Xml.Begin(root).Element("ETag", etag).Element("LastModified", modified);
        _ = checksum is { } value ? xml.Element("ChecksumCRC32", Crc32.ToBase64(value)) : xml;
        return exchange.AnswerXmlAsync(xml.End(root));
    }
}
