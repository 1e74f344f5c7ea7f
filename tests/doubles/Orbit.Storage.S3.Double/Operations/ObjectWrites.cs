using Orbit.Storage.S3.Double.Content;
using Orbit.Storage.S3.Double.Storage;
using Orbit.Storage.S3.Double.Wire;

namespace Orbit.Storage.S3.Double.Operations;

/// <summary>PutObject, and deletes of one object.</summary>
internal static class ObjectWrites
{
    public static async Task PutAsync(S3Exchange exchange, Bucket bucket)
    {
        if (System.Text.Encoding.UTF8.GetByteCount(exchange.Call.Key) > 1024)
        {
            throw S3Failure.BadRequest("KeyTooLongError", "Your key is too long");
        }

        StoredObject described = ObjectHeaders.Read(exchange);
        Conditions.CheckWrite(exchange, bucket.Find(exchange.Call.Key) is { IsDeleteMarker: false } existing ? existing : null);
        bool trust = bucket.Options.IsVirtual && exchange.Options.TrustsVirtualBodies;
        using BodyDigest body = await BodyReader.ReadAsync(exchange, !bucket.Options.IsVirtual, trust, !bucket.Options.IsVirtual, exchange.Options.MaxPartSize);
        string etag = bucket.Options.IsVirtual ? VirtualTag(body) : Convert.ToHexStringLower(body.Md5);
        bool hasChecksum = exchange.Header("x-amz-checksum-crc32") is not null || exchange.Header("x-amz-trailer") is "x-amz-checksum-crc32";
        StoredObject stored = bucket.Put(
            described with
            {
                Content = MakeContent(bucket, body),
                ETag = $"\"{etag}\"",
                LastModified = DateTimeOffset.UtcNow,
                Checksum = hasChecksum && !trust ? body.Crc32 : null,
            },
            before => Conditions.CheckWrite(exchange, before));
        exchange.Response.Headers.ETag = stored.ETag;
        ObjectHeaders.WriteVersion(exchange, stored);
        if (stored.Checksum is { } checksum)
        {
            exchange.Response.Headers["x-amz-checksum-crc32"] = Crc32.ToBase64(checksum);
            exchange.Response.Headers["x-amz-checksum-type"] = "FULL_OBJECT";
        }

        await exchange.AnswerAsync();
    }

    public static async Task DeleteAsync(S3Exchange exchange, Bucket bucket)
    {
        StoredObject? gone = bucket.Delete(exchange.Call.Key, exchange.Query.GetValueOrDefault("versionId"), DateTimeOffset.UtcNow);
        if (gone is not null && (bucket.IsVersioned || gone.VersionId != "null"))
        {
            exchange.Response.Headers["x-amz-version-id"] = gone.VersionId;
            if (gone.IsDeleteMarker)
            {
                exchange.Response.Headers["x-amz-delete-marker"] = "true";
            }
        }

        await exchange.AnswerAsync(System.Net.HttpStatusCode.NoContent);
    }

    public static ObjectContent MakeContent(Bucket bucket, BodyDigest body) => bucket.Options.IsVirtual
        ? new PatternContent(body.Length, bucket.Options.Seed) { Checksum = body.Crc32 }
        : new StoredBytes(body.Kept!) { Checksum = body.Crc32 };

    // Not an MD5, and not to be taken for one: clients compare what looks like one.
    public static string VirtualTag(BodyDigest body) => $"{body.Length:x16}{body.Crc32:x16}-1";
}
