using System.Buffers;
using System.Net;
using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;

namespace Orbit.Storage.S3.Writing;

/// <summary>Finds multipart uploads that were begun and not ended, and looks into them.</summary>
internal static class UploadListing
{
    private static readonly SearchValues<char> Encoded = SearchValues.Create("%/-_.~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    public static async IAsyncEnumerable<MultipartUpload> ReadAsync(S3Store store, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Keys may hold what XML cannot, so that they are asked for in URL encoding.
        ListMultipartUploadsRequest request = new() { BucketName = store.Bucket, Prefix = prefix, Encoding = EncodingType.Url };
        while (true)
        {
            ListMultipartUploadsResponse page = await store.Calls.RunAsync(
                static (call, token) => call.store.Client.ListMultipartUploadsAsync(call.request, token), (store, request), store.Calls.Short, cancellationToken).ConfigureAwait(false);
            bool isEncoded = page.EncodingType == EncodingType.Url;
            foreach (MultipartUpload upload in page.MultipartUploads ?? [])
            {
                upload.Key = Decode(upload.Key, isEncoded);
                yield return upload;
            }

            string? next = page.NextKeyMarker is { } marker ? Decode(marker, isEncoded) : null;
            if (page.IsTruncated != true || (next == request.KeyMarker && page.NextUploadIdMarker == request.UploadIdMarker))
            {
                yield break;
            }

            request.KeyMarker = next;
            request.UploadIdMarker = page.NextUploadIdMarker;
        }
    }

    /// <summary>Says whether an upload has parts, in one request for the first of them.</summary>
    public static async Task<bool> HasPartsAsync(UploadRequests requests, string uploadId, CancellationToken cancellationToken)
    {
        ListPartsResponse answer = await requests.Store.Client.ListPartsAsync(requests.FirstParts(uploadId), cancellationToken).ConfigureAwait(false);
        return answer.Parts is { Count: > 0 };
    }

    // Ceph before release 18 encodes keys and does not say so; what holds anything that would have been encoded was not.
    private static string Decode(string key, bool isEncoded) => isEncoded || !key.AsSpan().ContainsAnyExcept(Encoded) ? WebUtility.UrlDecode(key) : key;
}
