using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using Orbit.Storage.Transport;

namespace Orbit.Storage.S3;

/// <summary>Lists by ListObjectsV2, page by page.</summary>
internal sealed class S3PageSource(S3Store store, StoragePath path, ListOptions options) : IPageSource
{
    private const int LargestPage = 1000;
    private readonly string _prefix = store.Key.Below(path);

    public async Task<ListPage> ReadPageAsync(string? continuation, CancellationToken cancellationToken)
    {
        ListObjectsV2Request request = new()
        {
            BucketName = store.Bucket,
            Prefix = _prefix,
            Delimiter = options.Recursive ? null : "/",
            Encoding = EncodingType.Url,
            MaxKeys = Math.Min(options.PageSize ?? store.Options.PageSize, LargestPage),
            ContinuationToken = continuation,
            StartAfter = continuation is null ? StartAfter() : null,
        };
        ListObjectsV2Response answer = await store.Client.ListObjectsV2Async(request, cancellationToken).ConfigureAwait(false);
        return new ListPage(Merge(answer), answer.IsTruncated == true, answer.NextContinuationToken);
    }

    public ValueTask DisposeAsync() => default;

    private string? StartAfter() => options.StartAfter is { } after && (path.IsRoot || after.CompareTo(store.Key.ToPath(_prefix)) > 0) ? store.Key.Of(after) : null;

    private List<StorageEntry> Merge(ListObjectsV2Response answer)
    {
        bool isEncoded = answer.Encoding == EncodingType.Url;
        List<S3Object> objects = answer.S3Objects ?? [];
        List<string> prefixes = answer.CommonPrefixes?.FindAll(prefix => !store.Key.IsTemporary(Decode(prefix, isEncoded))) ?? [];
        List<StorageEntry> entries = new(objects.Count + prefixes.Count);
        int next = 0;
        foreach (S3Object item in objects)
        {
            string key = Decode(item.Key, isEncoded);
            if (store.Key.IsTemporary(key))
            {
                continue;
            }

            StoragePath file = store.Key.ToPath(key);
            for (; next < prefixes.Count && store.Key.ToPath(Decode(prefixes[next], isEncoded)).CompareTo(file) < 0; next++)
            {
                entries.Add(Directory(Decode(prefixes[next], isEncoded)));
            }

            entries.Add(new StorageEntry(file, StorageEntryKind.File)
            {
                Size = item.Size ?? 0,
                ETag = S3EntryReader.Bare(item.ETag),
                LastModified = S3EntryReader.Utc(item.LastModified),
            });
        }

        for (; next < prefixes.Count; next++)
        {
            entries.Add(Directory(Decode(prefixes[next], isEncoded)));
        }

        return entries;
    }

    private StorageEntry Directory(string prefix) => new(store.Key.ToPath(prefix[..^1]), StorageEntryKind.Directory);

    private static string Decode(string key, bool isEncoded) => isEncoded ? WebUtility.UrlDecode(key) : key;
}
