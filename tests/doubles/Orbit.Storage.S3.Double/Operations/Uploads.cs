using System.Globalization;
using System.Net;
using System.Text;
using Orbit.Storage.S3.Double.Content;
using Orbit.Storage.S3.Double.Storage;
using Orbit.Storage.S3.Double.Wire;

namespace Orbit.Storage.S3.Double.Operations;

/// <summary>Multipart uploads, up to their completion.</summary>
internal static class Uploads
{
    public static async Task CreateAsync(S3Exchange exchange, Bucket bucket)
    {
        StoredObject template = ObjectHeaders.Read(exchange);
        MultipartUpload upload = new()
        {
            Id = Guid.NewGuid().ToString("N"),
            Key = exchange.Call.Key,
            Initiated = DateTimeOffset.UtcNow,
            Template = template,
            ChecksumAlgorithm = exchange.Header("x-amz-checksum-algorithm"),
            ChecksumType = exchange.Header("x-amz-checksum-type"),
        };
        if (upload.ChecksumAlgorithm is { } algorithm)
        {
            exchange.Response.Headers["x-amz-checksum-algorithm"] = algorithm;
            exchange.Response.Headers["x-amz-checksum-type"] = upload.ChecksumType ?? "COMPOSITE";
        }

        bucket.Uploads[upload.Id] = upload;
        await exchange.AnswerXmlAsync(Xml.Begin("InitiateMultipartUploadResult").Element("Bucket", bucket.Name).Element("Key", upload.Key)
            .Element("UploadId", upload.Id).End("InitiateMultipartUploadResult"));
    }

    public static async Task UploadPartAsync(S3Exchange exchange, Bucket bucket)
    {
        MultipartUpload upload = Find(exchange, bucket);
        int number = RequirePartNumber(exchange);
        ObjectHeaders.RequireCustomerKey(exchange, upload.Template);
        if (upload.ChecksumAlgorithm is { } algorithm && exchange.Request.Headers.Keys.FirstOrDefault(name => name.StartsWith("x-amz-checksum-", StringComparison.OrdinalIgnoreCase)) is { } header
            && !header.Equals($"x-amz-checksum-{algorithm}", StringComparison.OrdinalIgnoreCase))
        {
            throw S3Failure.BadRequest("InvalidRequest", $"Checksum Type mismatch occurred, expected checksum Type: {algorithm}, actual checksum Type: {header["x-amz-checksum-".Length..]}");
        }

        UploadedPart part = exchange.Options.AllowsShortenedParts && exchange.Header("x-double-length") is { } length
            ? MakeShortened(exchange, bucket, number, long.Parse(length, CultureInfo.InvariantCulture))
            : await ReceiveAsync(exchange, bucket, number);
        if (!bucket.Uploads.ContainsKey(upload.Id))
        {
            throw NoSuchUpload();
        }

        upload.Parts[number] = part;
        exchange.Response.Headers.ETag = part.ETag;
        if (exchange.Header("x-amz-checksum-crc32") is { } checksum)
        {
            exchange.Response.Headers["x-amz-checksum-crc32"] = checksum;
        }

        await exchange.AnswerAsync();
    }

    public static async Task AbortAsync(S3Exchange exchange, Bucket bucket)
    {
        MultipartUpload upload = Find(exchange, bucket);
        bucket.Uploads.TryRemove(upload.Id, out _);
        await exchange.AnswerAsync(HttpStatusCode.NoContent);
    }

    public static async Task ListPartsAsync(S3Exchange exchange, Bucket bucket)
    {
        MultipartUpload upload = Find(exchange, bucket);
        int most = Math.Min(1000, Number(exchange, "max-parts", 1000));
        int marker = Number(exchange, "part-number-marker", 0);
        UploadedPart[] later = [.. upload.Parts.Values.Where(part => part.Number > marker).OrderBy(part => part.Number).Take(most + 1)];
        UploadedPart[] page = [.. later.Take(most)];
        StringBuilder xml = Xml.Begin("ListPartsResult").Element("Bucket", bucket.Name).Element("Key", upload.Key).Element("UploadId", upload.Id)
            .Element("PartNumberMarker", marker).Element("MaxParts", most).Element("IsTruncated", later.Length > most)
            .Element("ChecksumAlgorithm", upload.ChecksumAlgorithm).Element("ChecksumType", upload.ChecksumType);
        if (later.Length > most)
        {
            _ = xml.Element("NextPartNumberMarker", exchange.Fault.RepeatToken ? marker : page[^1].Number);
        }

        foreach (UploadedPart part in page)
        {
            _ = xml.Open("Part").Element("PartNumber", part.Number).Element("LastModified", part.LastModified).Element("ETag", part.ETag).Element("Size", part.Content.Length);
            _ = upload.ChecksumAlgorithm == "CRC32" ? xml.Element("ChecksumCRC32", Crc32.ToBase64(part.Crc32)) : xml;
            _ = xml.End("Part");
        }

        await exchange.AnswerXmlAsync(xml.End("ListPartsResult"));
    }

    public static async Task ListAsync(S3Exchange exchange, Bucket bucket)
    {
        string prefix = exchange.Query.GetValueOrDefault("prefix", "");
        (string Key, string Id) marker = (exchange.Query.GetValueOrDefault("key-marker", ""), exchange.Query.GetValueOrDefault("upload-id-marker", ""));
        int most = Math.Min(1000, Number(exchange, "max-uploads", 1000));
        MultipartUpload[] later = [.. bucket.Uploads.Values
            .Where(upload => upload.Key.StartsWith(prefix, StringComparison.Ordinal) && IsAfter(upload, marker))
            .OrderBy(upload => upload.Key, KeyOrder.Instance).ThenBy(upload => upload.Id, StringComparer.Ordinal).Take(most + 1)];
        bool isTruncated = later.Length > most;
        bool encodes = exchange.Query.GetValueOrDefault("encoding-type") == "url";
        StringBuilder xml = Xml.Begin("ListMultipartUploadsResult").Element("Bucket", bucket.Name).Element("KeyMarker", Listings.Encode(marker.Key, encodes)).Element("UploadIdMarker", marker.Id)
            .Element("Prefix", Listings.Encode(prefix, encodes)).Element("MaxUploads", most).Element("IsTruncated", isTruncated).Element("EncodingType", encodes ? "url" : null);
        if (isTruncated)
        {
            _ = xml.Element("NextKeyMarker", Listings.Encode(later[most - 1].Key, encodes)).Element("NextUploadIdMarker", later[most - 1].Id);
        }

        foreach (MultipartUpload upload in later.Take(most))
        {
            _ = xml.Open("Upload").Element("Key", Listings.Encode(upload.Key, encodes)).Element("UploadId", upload.Id).Element("Initiated", upload.Initiated)
                .Element("StorageClass", "STANDARD").End("Upload");
        }

        await exchange.AnswerXmlAsync(xml.End("ListMultipartUploadsResult"));
    }

    public static MultipartUpload Find(S3Exchange exchange, Bucket bucket) =>
        bucket.Uploads.TryGetValue(exchange.Query.GetValueOrDefault("uploadId", ""), out MultipartUpload? upload) && upload.Key == exchange.Call.Key
            ? upload
            : throw NoSuchUpload();

    public static int RequirePartNumber(S3Exchange exchange) => exchange.Call.PartNumber is >= 1 and var number && number <= exchange.Options.MaxParts
        ? number
        : throw S3Failure.BadRequest("InvalidArgument", $"Part number must be an integer between 1 and {exchange.Options.MaxParts}, inclusive");

    public static S3Failure NoSuchUpload() => S3Failure.NotFound(
        "NoSuchUpload", "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.");

    private static async Task<UploadedPart> ReceiveAsync(S3Exchange exchange, Bucket bucket, int number)
    {
        bool isVirtual = bucket.Options.IsVirtual;
        bool trust = isVirtual && exchange.Options.TrustsVirtualBodies;
        using BodyDigest body = await BodyReader.ReadAsync(exchange, !isVirtual, trust, !isVirtual, exchange.Options.MaxPartSize);
        string etag = isVirtual ? ObjectWrites.VirtualTag(body) : Convert.ToHexStringLower(body.Md5);
        return new UploadedPart(number, ObjectWrites.MakeContent(bucket, body), $"\"{etag}\"", trust ? NamedChecksum(exchange) : body.Crc32, DateTimeOffset.UtcNow);
    }

    private static UploadedPart MakeShortened(S3Exchange exchange, Bucket bucket, int number, long length)
    {
        if (length > exchange.Options.MaxPartSize)
        {
            throw S3Failure.BadRequest("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size");
        }

        uint checksum = NamedChecksum(exchange);
        return new UploadedPart(number, new PatternContent(length, bucket.Options.Seed) { Checksum = checksum }, $"\"{length:x16}{checksum:x16}-1\"", checksum, DateTimeOffset.UtcNow);
    }

    private static uint NamedChecksum(S3Exchange exchange) => exchange.Header("x-amz-checksum-crc32") is { } text
        ? System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(Convert.FromBase64String(text))
        : 0;

    private static bool IsAfter(MultipartUpload upload, (string Key, string Id) marker)
    {
        int order = marker.Key.Length == 0 ? 1 : KeyOrder.Instance.Compare(upload.Key, marker.Key);
        return order > 0 || (order == 0 && marker.Id.Length > 0 && string.CompareOrdinal(upload.Id, marker.Id) > 0);
    }

    private static int Number(S3Exchange exchange, string name, int fallback) =>
        exchange.Query.TryGetValue(name, out string? text) ? int.Parse(text, CultureInfo.InvariantCulture) : fallback;
}
