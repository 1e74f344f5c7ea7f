using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using Orbit.Storage.S3.Writing;
using Orbit.Storage.Transport;

namespace Orbit.Storage.S3;

/// <summary>The parts that a store holds of a multipart upload, from all pages of its list.</summary>
internal static class S3ResumedParts
{
    /// <summary>Asks for all parts.</summary>
    /// <returns>Null where the store does not know the upload: it was completed, aborted, or has expired.</returns>
    public static async Task<IReadOnlyList<PartReceipt>?> ListAsync(UploadRequests requests, string uploadId, CancellationToken cancellationToken)
    {
        List<PartReceipt> parts = [];
        int last = 0;
        while (true)
        {
            ListPartsResponse page;
            try
            {
                page = await requests.Store.Client.ListPartsAsync(requests.Parts(uploadId, last), cancellationToken).ConfigureAwait(false);
            }
            catch (AmazonS3Exception answer) when (answer.StatusCode == HttpStatusCode.NotFound && answer.ErrorCode != "NoSuchBucket")
            {
                return null;
            }

            foreach (PartDetail part in page.Parts ?? [])
            {
                if (part is { PartNumber: > 0, Size: > 0 })
                {
                    parts.Add(new PartReceipt(part.PartNumber.Value - 1, part.Size.Value) { ETag = Tag(part.ETag), Crc32 = WireChecksum.Read(part.ChecksumCRC32) });
                }
            }

            if (page.IsTruncated != true)
            {
                return parts;
            }

            // A store that names no way on, or the way back, would keep us here for ever.
            last = page.NextPartNumberMarker is { } next && next > last
                ? next
                : throw new StorageException(StorageErrorKind.ListingLoop, $"the store's list of parts goes on behind part {last} with part {page.NextPartNumberMarker}.");
        }
    }

    /// <summary>A part's tag as it is compared and sent back: quoted, however the store wrote it in this answer.</summary>
    public static string? Tag(string? tag) => S3ETag.Read(tag) is { } bare ? S3ETag.Quote(bare) : null;
}
