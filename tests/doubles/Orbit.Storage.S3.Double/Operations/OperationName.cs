using Microsoft.AspNetCore.Http;
using Orbit.Storage.S3.Double.Wire;

namespace Orbit.Storage.S3.Double.Operations;

/// <summary>What S3's API reference calls a request.</summary>
internal static class OperationName
{
    public static string Of(HttpRequest request, RawTarget target, string bucket, string key)
    {
        Dictionary<string, string> query = target.Query;
        bool isCopy = request.Headers.ContainsKey("x-amz-copy-source");
        return (request.Method, bucket.Length > 0, key.Length > 0) switch
        {
            ("GET", false, _) => "ListBuckets",
            ("PUT", true, false) => query.ContainsKey("versioning") ? "PutBucketVersioning" : OnlyKnown(query, "CreateBucket"),
            ("HEAD", true, false) => "HeadBucket",
            ("DELETE", true, false) => "DeleteBucket",
            ("POST", true, false) when query.ContainsKey("delete") => "DeleteObjects",
            ("GET", true, false) => OfBucketRead(query),
            ("HEAD", true, true) => "HeadObject",
            ("GET", true, true) => query.ContainsKey("uploadId") ? "ListParts" : query.ContainsKey("tagging") ? "GetObjectTagging"
                : query.ContainsKey("attributes") || query.ContainsKey("acl") ? "Unknown" : "GetObject",
            ("PUT", true, true) when query.ContainsKey("uploadId") => isCopy ? "UploadPartCopy" : "UploadPart",
            ("PUT", true, true) when query.ContainsKey("tagging") => "PutObjectTagging",
            ("PUT", true, true) => query.ContainsKey("acl") ? "Unknown" : isCopy ? "CopyObject" : "PutObject",
            ("POST", true, true) => query.ContainsKey("uploads") ? "CreateMultipartUpload" : query.ContainsKey("uploadId") ? "CompleteMultipartUpload" : "Unknown",
            ("DELETE", true, true) => query.ContainsKey("uploadId") ? "AbortMultipartUpload" : query.ContainsKey("tagging") ? "Unknown" : "DeleteObject",
            _ => "Unknown",
        };
    }

    private static string OfBucketRead(Dictionary<string, string> query) =>
        query.ContainsKey("location") ? "GetBucketLocation"
        : query.ContainsKey("versioning") ? "GetBucketVersioning"
        : query.ContainsKey("versions") ? "ListObjectVersions"
        : query.ContainsKey("uploads") ? "ListMultipartUploads"
        : query.GetValueOrDefault("list-type") == "2" ? "ListObjectsV2"
        : OnlyKnown(query, "ListObjects");

    private static string OnlyKnown(Dictionary<string, string> query, string name) =>
        query.Keys.Any(key => key is "acl" or "policy" or "cors" or "lifecycle" or "encryption" or "tagging" or "object-lock") ? "Unknown" : name;
}
