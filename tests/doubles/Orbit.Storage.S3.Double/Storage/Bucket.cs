using System.Collections.Concurrent;

namespace Orbit.Storage.S3.Double.Storage;

/// <summary>A bucket. What it holds changes under its gate alone, so that conditions and publishing are one step.</summary>
internal sealed class Bucket(string name, BucketOptions options)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<StoredObject>> _versions = new(StringComparer.Ordinal);
    private SortedKeys? _sorted;
    private long _nextVersion;

    public string Name => name;

    public BucketOptions Options => options;

    public bool IsVersioned { get; set; }

    public ConcurrentDictionary<string, MultipartUpload> Uploads { get; } = new();

    public IKeySpace Keys
    {
        get
        {
            if (options.GeneratedKeys is { } count)
            {
                return new GeneratedKeys(count);
            }

            lock (_gate)
            {
                return _sorted ??= new SortedKeys([.. _versions.Values.Select(list => list[^1]).Where(last => !last.IsDeleteMarker).Order(
                    Comparer<StoredObject>.Create((x, y) => KeyOrder.Instance.Compare(x.Key, y.Key)))]);
            }
        }
    }

    /// <summary>All versions, the newest of each key first.</summary>
    public IReadOnlyList<(StoredObject Version, bool IsLatest)> Versions
    {
        get
        {
            lock (_gate)
            {
                return [.. _versions.OrderBy(pair => pair.Key, KeyOrder.Instance).SelectMany(pair => Enumerable.Reverse(pair.Value).Select((version, age) => (version, age == 0)))];
            }
        }
    }

    public StoredObject? Find(string key, string? versionId = null)
    {
        lock (_gate)
        {
            return !_versions.TryGetValue(key, out List<StoredObject>? list) ? null
                : versionId is null ? list[^1]
                : list.Find(version => version.VersionId == versionId);
        }
    }

    /// <summary>Publishes an object if the check lets it.</summary>
    /// <param name="made">The object, whose version id is set here.</param>
    /// <param name="check">Looks at what is there, or null, and throws where a condition fails.</param>
    public StoredObject Put(StoredObject made, Action<StoredObject?> check)
    {
        lock (_gate)
        {
            List<StoredObject>? list = _versions.GetValueOrDefault(made.Key);
            check(list is [.., { IsDeleteMarker: false } last] ? last : null);
            StoredObject stored = made with { VersionId = IsVersioned ? $"v{++_nextVersion:D8}" : "null" };
            if (list is null)
            {
                _versions[made.Key] = list = [];
            }

            list.RemoveAll(version => version.VersionId == stored.VersionId);
            list.Add(stored);
            _sorted = null;
            return stored;
        }
    }

    /// <summary>Deletes a version, or the object: for good, or by a marker where the bucket keeps versions.</summary>
    /// <returns>What was taken away, or the marker; null where nothing was there.</returns>
    public StoredObject? Delete(string key, string? versionId, DateTimeOffset now)
    {
        lock (_gate)
        {
            if (versionId is null && IsVersioned)
            {
                StoredObject marker = new() { Key = key, Content = new Content.StoredBytes([]), ETag = "", LastModified = now, IsDeleteMarker = true };
                return Put(marker, _ => { });
            }

            if (!_versions.TryGetValue(key, out List<StoredObject>? list))
            {
                return null;
            }

            StoredObject? gone = list.Find(version => version.VersionId == (versionId ?? "null"));
            if (gone is not null && list.Remove(gone) && list.Count == 0)
            {
                _versions.Remove(key);
            }

            _sorted = null;
            return gone;
        }
    }
}
