using System.Buffers;
using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace Orbit.Storage.S3;

/// <summary>Lists the versions of one object and of what is below it, page by page.</summary>
internal sealed class S3VersionPages(S3Store store, StoragePath path)
{
    private static readonly SearchValues<char> Encoded = SearchValues.Create("%/-_.~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private readonly string _key = store.Key.Of(path);
    private readonly string _below = store.Key.Below(path);
    private string? _keyMarker;
    private string? _versionMarker;

    public bool IsAtEnd { get; private set; }

    /// <summary>Asks for the next page. A call that failed may be made again.</summary>
    public async Task<IReadOnlyList<S3ObjectVersion>> ReadAsync(CancellationToken cancellationToken)
    {
        ListVersionsRequest request = new()
        {
            BucketName = store.Bucket,
            Prefix = _key,
            Encoding = EncodingType.Url,
            MaxKeys = store.Options.PageSize,
            KeyMarker = _keyMarker,
            VersionIdMarker = _versionMarker,
        };
        ListVersionsResponse answer = await store.Client.ListVersionsAsync(request, cancellationToken).ConfigureAwait(false);
        bool isEncoded = answer.Encoding == EncodingType.Url;
        List<S3ObjectVersion> versions = [];
        foreach (Amazon.S3.Model.S3ObjectVersion found in answer.Versions ?? [])
        {
            string key = Decode(found.Key, isEncoded);
            bool isBelow = key.StartsWith(_below, StringComparison.Ordinal) && key.Length > store.Key.Prefix.Length;
            if ((isBelow || (key == _key && !path.IsRoot)) && !store.Key.IsTemporary(key))
            {
                versions.Add(Describe(found, key));
            }
        }

        Advance(answer, isEncoded);
        return versions;
    }

    private S3ObjectVersion Describe(Amazon.S3.Model.S3ObjectVersion found, string key) => new(store.Key.ToPath(key), found.VersionId)
    {
        IsLatest = found.IsLatest == true,
        IsDeleteMarker = found.IsDeleteMarker == true,
        Size = found.IsDeleteMarker == true ? null : found.Size,
        ETag = S3ETag.Read(found.ETag),
        LastModified = S3EntryReader.Utc(found.LastModified),
    };

    private void Advance(ListVersionsResponse answer, bool isEncoded)
    {
        string? key = answer.NextKeyMarker is { } next ? DecodeMarker(next, answer, isEncoded) : null;
        IsAtEnd = answer.IsTruncated != true;
        if (!IsAtEnd && (string.IsNullOrEmpty(key) || (key == _keyMarker && answer.NextVersionIdMarker == _versionMarker)))
        {
            throw new StorageException(StorageErrorKind.ListingLoop, "the server says that more versions follow, but not where.");
        }

        _keyMarker = key;
        _versionMarker = string.IsNullOrEmpty(answer.NextVersionIdMarker) ? null : answer.NextVersionIdMarker;
    }

    // Ceph encodes the keys and leaves the marker as it is; the marker is the last of the keys, so that the two can be told apart.
    private static string DecodeMarker(string marker, ListVersionsResponse answer, bool isEncoded)
    {
        string? last = answer.Versions is [.., var version] ? Decode(version.Key, isEncoded) : null;
        return marker == last ? marker : Decode(marker, isEncoded);
    }

    // Ceph before release 18 encodes keys here and does not say so; what holds anything that would have been encoded was not.
    private static string Decode(string key, bool isEncoded) => isEncoded || !key.AsSpan().ContainsAnyExcept(Encoded) ? WebUtility.UrlDecode(key) : key;
}
