using System.Net;
using System.Net.Http.Headers;
using Amazon.S3;
using Amazon.S3.Model;
using Orbit.Storage.Transport;

namespace Orbit.Storage.S3;

/// <summary>
/// Reads one object at the version that its first answer had. That answer is a range already, and its body is kept for whoever asks for those bytes first:
/// a small object costs one request.
/// </summary>
internal sealed class S3RangeSource : IRangeSource
{
    private readonly S3Store _store;
    private readonly S3ReadRequests _requests;
    private S3RangeBody? _first;

    private S3RangeSource(S3Store store, S3ReadRequests requests, StorageEntry entry, S3RangeBody? first)
    {
        _store = store;
        _requests = requests;
        _first = first;
        Entry = entry;
    }

    public StorageEntry Entry { get; }

    public static async Task<S3RangeSource> OpenAsync(S3Store store, StoragePath path, ReadOptions options, CancellationToken cancellationToken)
    {
        S3ReadRequests requests = new(store, path, options);
        if (requests.First() is { } first)
        {
            try
            {
                return await BeginAsync(store, requests, path, await store.Client.GetObjectAsync(first, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            }
            catch (AmazonS3Exception past) when (past.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
            {
                // The object is empty or ends before the range; only its description is left to be had.
            }
        }

        GetObjectMetadataResponse head = await store.Client.GetObjectMetadataAsync(requests.Head(), cancellationToken).ConfigureAwait(false);
        return new S3RangeSource(store, requests, S3EntryReader.Read(head, path), null);
    }

    public async Task<IRangeBody> OpenAsync(ByteSpan span, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _first, null) is { } kept)
        {
            if (kept.TryCut(span) is { } cut)
            {
                return cut;
            }

            await kept.DisposeAsync().ConfigureAwait(false);
        }

        GetObjectResponse answer = await GetAsync(span, cancellationToken).ConfigureAwait(false);
        return new S3RangeBody(answer, SpanOf(answer, out _));
    }

    public ValueTask DisposeAsync() => Interlocked.Exchange(ref _first, null)?.DisposeAsync() ?? default;

    private static async Task<S3RangeSource> BeginAsync(S3Store store, S3ReadRequests requests, StoragePath path, GetObjectResponse answer, CancellationToken cancellationToken)
    {
        try
        {
            ByteSpan span = SpanOf(answer, out long size);
            StorageEntry entry = S3EntryReader.Read(answer, path, size);
            if (requests.WantsChecksum && span.Length < size && entry.Checksum is null)
            {
                entry = await DescribeAsync(store, requests, entry, cancellationToken).ConfigureAwait(false);
            }

            return new S3RangeSource(store, requests, entry, new S3RangeBody(answer, span));
        }
        catch (Exception)
        {
            // The source that would own the answer was not made.
            answer.Dispose();
            throw;
        }
    }

    /// <summary>Asks for the checksum of the whole, which Amazon S3 leaves out of the answer to a range.</summary>
    private static async Task<StorageEntry> DescribeAsync(S3Store store, S3ReadRequests requests, StorageEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            return S3EntryReader.Read(await store.Client.GetObjectMetadataAsync(requests.HeadOf(entry), cancellationToken).ConfigureAwait(false), entry.Path);
        }
        catch (AmazonS3Exception changed) when (IsChange(changed))
        {
            throw new StorageException(Changed(), changed);
        }
    }

    private async Task<GetObjectResponse> GetAsync(ByteSpan span, CancellationToken cancellationToken)
    {
        try
        {
            GetObjectResponse answer = await _store.Client.GetObjectAsync(_requests.Next(span, Entry), cancellationToken).ConfigureAwait(false);
            if (S3ETag.Read(answer.ETag) == Entry.ETag)
            {
                return answer;
            }

            answer.Dispose();
        }
        catch (AmazonS3Exception changed) when (IsChange(changed))
        {
            throw new StorageException(Changed(), changed);
        }

        throw new StorageException(Changed(), null);
    }

    private static bool IsChange(AmazonS3Exception answer) =>
        answer.StatusCode is HttpStatusCode.PreconditionFailed or HttpStatusCode.NotFound or HttpStatusCode.RequestedRangeNotSatisfiable && answer.ErrorCode != "NoSuchBucket";

    private static StorageFault Changed() => new(StorageErrorKind.ObjectChanged, "it was replaced or deleted while it was read; read it anew.");

    // An answer of status 200 is the whole object: the server ignores ranges, which the core must know.
    private static ByteSpan SpanOf(GetObjectResponse answer, out long size)
    {
        if (ContentRangeHeaderValue.TryParse(answer.ContentRange, out ContentRangeHeaderValue? range) && range is { HasRange: true, Length: { } length })
        {
            size = length;
            return new ByteSpan(range.From!.Value, range.To!.Value - range.From.Value + 1);
        }

        if (answer.HttpStatusCode == HttpStatusCode.PartialContent)
        {
            answer.Dispose();
            throw new StorageException(new StorageFault(StorageErrorKind.Network, "the store answers with a part of the object and does not say which."), null);
        }

        size = answer.ContentLength;
        return new ByteSpan(0, size);
    }
}
