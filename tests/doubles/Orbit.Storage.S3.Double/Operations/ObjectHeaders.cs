using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Orbit.Storage.S3.Double.Content;
using Orbit.Storage.S3.Double.Storage;
using Orbit.Storage.S3.Double.Wire;

namespace Orbit.Storage.S3.Double.Operations;

/// <summary>What an object is described with: taken from a write, given back by a read.</summary>
internal static class ObjectHeaders
{
    private const string CustomerKey = "x-amz-server-side-encryption-customer-key";
    private static readonly string[] Kept =
    [
        "cache-control", "content-disposition", "content-encoding", "content-language", "content-type", "expires", "x-amz-storage-class",
        "x-amz-server-side-encryption", "x-amz-server-side-encryption-aws-kms-key-id", "x-amz-website-redirect-location",
    ];

    /// <summary>An object without content, described as the request says.</summary>
    public static StoredObject Read(S3Exchange exchange)
    {
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, var value) in exchange.Request.Headers)
        {
            if (Kept.Contains(name, StringComparer.OrdinalIgnoreCase) || name.StartsWith("x-amz-meta-", StringComparison.OrdinalIgnoreCase))
            {
                headers[name.ToLowerInvariant()] = value.ToString();
            }
        }

        if (headers.TryGetValue("content-encoding", out string? encoding))
        {
            string rest = string.Join(',', encoding.Split(',', StringSplitOptions.TrimEntries).Where(one => one != "aws-chunked"));
            _ = rest.Length == 0 ? headers.Remove("content-encoding") : headers.TryAdd("content-encoding", rest);
        }

        int metadata = headers.Where(pair => pair.Key.StartsWith("x-amz-meta-", StringComparison.Ordinal)).Sum(pair => pair.Key.Length - 11 + pair.Value.Length);
        if (metadata > 2048)
        {
            throw S3Failure.BadRequest("MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size");
        }

        return new StoredObject
        {
            Key = exchange.Call.Key,
            Content = new StoredBytes([]),
            ETag = "",
            LastModified = DateTimeOffset.UtcNow,
            Headers = headers,
            Tags = exchange.Header("x-amz-tagging") ?? "",
            CustomerKeyMd5 = ReadCustomerKey(exchange, CustomerKey),
        };
    }

    /// <summary>Refuses who does not know the key that the object was encrypted with.</summary>
    public static void RequireCustomerKey(S3Exchange exchange, StoredObject stored, string header = CustomerKey)
    {
        string? given = ReadCustomerKey(exchange, header);
        if (given != stored.CustomerKeyMd5)
        {
            throw given is null
                ? S3Failure.BadRequest("InvalidRequest", "The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object.")
                : S3Failure.Denied("The calculated MD5 hash of the key did not match the object's.");
        }
    }

    public static void Write(S3Exchange exchange, StoredObject stored)
    {
        IHeaderDictionary headers = exchange.Response.Headers;
        foreach ((string name, string value) in stored.Headers)
        {
            headers[name] = value;
        }

        if (!stored.Headers.ContainsKey("content-type"))
        {
            headers.ContentType = "binary/octet-stream";
        }

        headers.ETag = stored.ETag;
        headers.LastModified = stored.LastModified.ToString("R", CultureInfo.InvariantCulture);
        headers.AcceptRanges = "bytes";
        if (stored.Tags.Length > 0)
        {
            headers["x-amz-tagging-count"] = stored.Tags.Split('&').Length.ToString(CultureInfo.InvariantCulture);
        }

        WriteVersion(exchange, stored);
    }

    public static void WriteVersion(S3Exchange exchange, StoredObject stored)
    {
        if (stored.VersionId != "null")
        {
            exchange.Response.Headers["x-amz-version-id"] = stored.VersionId;
        }

        if (stored.CustomerKeyMd5 is { } md5)
        {
            exchange.Response.Headers["x-amz-server-side-encryption-customer-algorithm"] = "AES256";
            exchange.Response.Headers["x-amz-server-side-encryption-customer-key-MD5"] = md5;
        }
    }

    private static string? ReadCustomerKey(S3Exchange exchange, string header)
    {
        if (exchange.Header(header) is not { } key)
        {
            return null;
        }

        byte[] bytes = Convert.FromBase64String(key);
        string md5 = Convert.ToBase64String(MD5.HashData(bytes));
        if (!exchange.Request.IsHttps || bytes.Length != 32 || exchange.Header(header + "-md5") != md5)
        {
            throw S3Failure.BadRequest("InvalidArgument", "Customer keys have 32 bytes, come with their MD5, and over https alone.");
        }

        return md5;
    }
}
