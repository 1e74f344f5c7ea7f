using Amazon.S3;
using Amazon.S3.Model;

namespace Orbit.Storage.S3;

// Deleting one object, or up to a thousand in one request.
internal sealed partial class S3Entries
{
    public async Task DeleteAsync(StoragePath path, DeleteOptions options, CancellationToken cancellationToken)
    {
        await DeleteKeyAsync(store.Key.Of(path), options.VersionId, cancellationToken).ConfigureAwait(false);
        if (store.Options.DirectoryMarkers && options.VersionId is null)
        {
            await DeleteKeyAsync(store.Key.Below(path), null, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task DeleteKeyAsync(string key, string? versionId, CancellationToken cancellationToken)
    {
        DeleteObjectRequest request = new() { BucketName = store.Bucket, Key = key, VersionId = versionId };
        try
        {
            await store.Client.DeleteObjectAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (AmazonS3Exception gone) when (S3Errors.Classify(gone)?.Kind == StorageErrorKind.NotFound)
        {
            // What is missing counts as deleted, whatever the store makes of it.
        }
    }

    public async Task<IReadOnlyList<StorageFault?>> DeleteBatchAsync(IReadOnlyList<StoragePath> paths, CancellationToken cancellationToken)
    {
        StorageFault?[] faults = new StorageFault?[paths.Count];
        Dictionary<string, List<int>> places = new(paths.Count, StringComparer.Ordinal);
        for (int i = 0; i < paths.Count; i++)
        {
            Add(store.Key.Of(paths[i]), i);
            if (store.Options.DirectoryMarkers)
            {
                Add(store.Key.Below(paths[i]), i);
            }
        }

        foreach (DeleteError error in await SendAsync(places.Keys, cancellationToken).ConfigureAwait(false))
        {
            StorageFault fault = S3Errors.FromCode(error.Code, error.Message);
            if (fault.Kind != StorageErrorKind.NotFound && places.TryGetValue(error.Key ?? "", out List<int>? concerned))
            {
                concerned.ForEach(i => faults[i] = fault);
            }
        }

        return faults;

        void Add(string key, int place)
        {
            if (!places.TryGetValue(key, out List<int>? same))
            {
                places.Add(key, same = new List<int>(1));
            }

            same.Add(place);
        }
    }

    private async Task<IReadOnlyList<DeleteError>> SendAsync(IEnumerable<string> keys, CancellationToken cancellationToken)
    {
        DeleteObjectsRequest request = new() { BucketName = store.Bucket, Quiet = true, Objects = [.. keys.Select(static key => new KeyVersion { Key = key })] };
        try
        {
            DeleteObjectsResponse answer = await store.Client.DeleteObjectsAsync(request, cancellationToken).ConfigureAwait(false);
            return answer.DeleteErrors ?? [];
        }
        catch (DeleteObjectsException partly)
        {
            return partly.Response.DeleteErrors ?? [];
        }
    }
}
