using Amazon.S3.Model;
using Orbit.Storage.Transport;

namespace Orbit.Storage.S3.Writing;

/// <summary>Copies an object that is too large for one request: several parts at once, published together, removed together where one fails.</summary>
internal sealed class PartCopy(S3Store store, CopySource source, UploadRequests requests, CopyProgress progress)
{
    // Each part is one request that the store works on by itself: fewer are slower, more cost requests.
    private const long PreferredPartSize = 256L << 20;
    private const int DefaultConcurrency = 8;

    private readonly PartUpload _upload = new(requests);

    public async Task RunAsync(StorageAttributes? changes, CancellationToken cancellationToken)
    {
        List<Tag>? tags = await source.ReadTagsAsync(cancellationToken).ConfigureAwait(false);
        InitiateMultipartUploadRequest create = requests.Create();
        CopyDescription.Carry(create, source.Seen, changes, tags);
        PublishedObject published;
        try
        {
            await store.Calls.RunAsync(
                static async (call, token) =>
                {
                    await call._upload.BeginAsync(call.create, token).ConfigureAwait(false);
                    return true;
                },
                (_upload, create), store.Calls.Short, cancellationToken).ConfigureAwait(false);
            UploadedParts parts = UploadedParts.Of(requests, await CopyPartsAsync(cancellationToken).ConfigureAwait(false));
            await source.CheckUnchangedAsync(cancellationToken).ConfigureAwait(false);
            published = await store.Calls.RunAsync(
                static (call, token) => call._upload.CompleteAsync(call.parts, token), (_upload, parts), store.Calls.Long, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception)
        {
            await TidyAsync(_upload.AbortAsync).ConfigureAwait(false);
            throw;
        }

        await TidyAsync(_upload.ForgetLostAsync).ConfigureAwait(false);
        await ObjectTags.RestoreAsync(store, requests.Key, published.VersionId, tags, cancellationToken).ConfigureAwait(false);
    }

    private async Task<PartReceipt[]> CopyPartsAsync(CancellationToken cancellationToken)
    {
        long size = PartSize();
        int count = (int)((source.Length + size - 1) / size);
        PartReceipt[] receipts = new PartReceipt[count];
        ParallelOptions several = new() { MaxDegreeOfParallelism = store.Options.Concurrency ?? DefaultConcurrency, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, count, several, async (index, token) =>
        {
            long offset = index * size;
            CopyPartRequest copy = source.Part(requests.Key, index + 1, offset, Math.Min(size, source.Length - offset));
            receipts[index] = await store.Calls.RunAsync(
                static (call, token) => call._upload.CopyAsync(call.copy, call.index, token), (_upload, copy, index), store.Calls.Long, token).ConfigureAwait(false);
            progress.Add(receipts[index].Length);
        }).ConfigureAwait(false);
        return receipts;
    }

    private long PartSize()
    {
        long needed = (source.Length + store.Profile.MaxParts - 1) / store.Profile.MaxParts;
        return Math.Clamp(Math.Max(PreferredPartSize, needed), store.Profile.MinPartSize, store.Profile.MaxPartSize);
    }

    // With a token of its own: what ended the copy must not keep the parts in the store. The sweep finds what stays.
    private async Task TidyAsync(Func<CancellationToken, Task> tidy)
    {
        using CancellationTokenSource deadline = new(store.Calls.Abort, store.Time);
        try
        {
            await tidy(deadline.Token).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is OperationCanceledException or StorageException || S3Errors.Classify(failure) is not null)
        {
            // The copy's own outcome is what the caller is to see.
        }
    }
}
