using System.Globalization;
using Amazon.S3.Model;

namespace Orbit.Storage.S3.Writing;

/// <summary>Removes what dead writers left: uploads that got no part for some time, and temporary objects of composed ones.</summary>
internal sealed class StaleUploads(S3Store store, DateTimeOffset before)
{
    private long _count;
    private long _bytes;

    public async Task<SweepResult> SweepAsync(CancellationToken cancellationToken)
    {
        await foreach (MultipartUpload upload in UploadListing.ReadAsync(store, store.Key.Prefix, cancellationToken).ConfigureAwait(false))
        {
            if (upload.Initiated?.ToUniversalTime() < before.UtcDateTime && await MeasureAsync(upload, cancellationToken).ConfigureAwait(false) is { } bytes)
            {
                await RemoveAsync(upload, bytes, cancellationToken).ConfigureAwait(false);
            }
        }

        await RemoveTemporariesAsync(cancellationToken).ConfigureAwait(false);
        return new SweepResult(_count, _bytes);
    }

    /// <summary>Sums up the parts.</summary>
    /// <returns>Their bytes; null where one is recent, since its writer may live, or where the upload has just ended.</returns>
    private async Task<long?> MeasureAsync(MultipartUpload upload, CancellationToken cancellationToken)
    {
        long bytes = 0;
        ListPartsRequest request = new() { BucketName = store.Bucket, Key = upload.Key, UploadId = upload.UploadId };
        while (true)
        {
            ListPartsResponse? page = await TryListAsync(request, cancellationToken).ConfigureAwait(false);
            if (page is null || page.Parts?.Exists(part => part.LastModified?.ToUniversalTime() >= before.UtcDateTime) == true)
            {
                return null;
            }

            bytes += page.Parts?.Sum(static part => part.Size ?? 0) ?? 0;
            string? next = page.NextPartNumberMarker?.ToString(CultureInfo.InvariantCulture);
            if (page.IsTruncated != true || next is null || next == request.PartNumberMarker)
            {
                return bytes;
            }

            request.PartNumberMarker = next;
        }
    }

    private async Task<ListPartsResponse?> TryListAsync(ListPartsRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await store.Calls.RunAsync(
                static (call, token) => call.store.Client.ListPartsAsync(call.request, token), (store, request), store.Calls.Short, cancellationToken).ConfigureAwait(false);
        }
        catch (StorageException gone) when (gone.Kind == StorageErrorKind.NotFound)
        {
            return null;
        }
    }

    private async Task RemoveAsync(MultipartUpload upload, long bytes, CancellationToken cancellationToken)
    {
        AbortMultipartUploadRequest abort = new() { BucketName = store.Bucket, Key = upload.Key, UploadId = upload.UploadId };
        try
        {
            await store.Calls.RunAsync(
                static (call, token) => call.store.Client.AbortMultipartUploadAsync(call.abort, token), (store, abort), store.Calls.Short, cancellationToken).ConfigureAwait(false);
            Note(bytes);
        }
        catch (StorageException gone) when (gone.Kind == StorageErrorKind.NotFound)
        {
            // Another sweep was faster.
        }
    }

    private async Task RemoveTemporariesAsync(CancellationToken cancellationToken)
    {
        ListObjectsV2Request request = new() { BucketName = store.Bucket, Prefix = store.Key.Temporaries };
        ListObjectsV2Response page;
        do
        {
            page = await store.Calls.RunAsync(
                static (call, token) => call.store.Client.ListObjectsV2Async(call.request, token), (store, request), store.Calls.Short, cancellationToken).ConfigureAwait(false);
            foreach (S3Object temporary in page.S3Objects ?? [])
            {
                if (temporary.LastModified?.ToUniversalTime() < before.UtcDateTime)
                {
                    DeleteObjectRequest delete = new() { BucketName = store.Bucket, Key = temporary.Key };
                    await store.Calls.RunAsync(
                        static (call, token) => call.store.Client.DeleteObjectAsync(call.delete, token), (store, delete), store.Calls.Short, cancellationToken).ConfigureAwait(false);
                    Note(temporary.Size ?? 0);
                }
            }

            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated == true && page.NextContinuationToken is not null);
    }

    private void Note(long bytes)
    {
        _count++;
        _bytes += bytes;
    }
}
