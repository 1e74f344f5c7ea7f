using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace Orbit.Storage.S3;

/// <summary>Makes entries of a page: objects and common prefixes, which stores give apart, in one order.</summary>
/// <param name="store">The bucket.</param>
/// <param name="prefix">What is listed.</param>
internal sealed class S3PageEntries(S3Store store, string prefix)
{
    /// <summary>Whether a page has a common prefix.</summary>
    public static bool Holds(ListObjectsV2Response page, string commonPrefix) => page.CommonPrefixes?.Exists(found => Decode(found, IsEncoded(page)) == commonPrefix) == true;

    /// <summary>Makes the entries.</summary>
    /// <param name="page">The page.</param>
    /// <param name="before">Take only what comes before this prefix.</param>
    /// <param name="after">Take only what comes after it.</param>
    public List<StorageEntry> Merge(ListObjectsV2Response page, string? before = null, string? after = null)
    {
        bool isEncoded = IsEncoded(page);
        List<S3Object> objects = page.S3Objects ?? [];
        List<string> prefixes = page.CommonPrefixes ?? [];
        List<StorageEntry> entries = new(objects.Count + prefixes.Count);
        Bounds bounds = new(before is null ? default(StoragePath?) : store.Key.ToPath(before), after is null ? default(StoragePath?) : store.Key.ToPath(after));
        int next = 0;
        string? directory = DirectoryAt(next);
        foreach (S3Object item in objects)
        {
            string key = Decode(item.Key, isEncoded);
            StoragePath file = store.Key.ToPath(key);
            for (; directory is not null && store.Key.ToPath(directory) < file; directory = DirectoryAt(++next))
            {
                AddDirectory(entries, directory, bounds);
            }

            AddObject(entries, item, key, bounds);
        }

        for (; directory is not null; directory = DirectoryAt(++next))
        {
            AddDirectory(entries, directory, bounds);
        }

        return entries;

        string? DirectoryAt(int index) => index < prefixes.Count ? Decode(prefixes[index], isEncoded) : null;
    }

    private void AddObject(List<StorageEntry> entries, S3Object item, string key, Bounds bounds)
    {
        if (store.Options.DirectoryMarkers && item.Size == 0 && key.EndsWith(StoragePath.Separator))
        {
            if (key != prefix)
            {
                AddDirectory(entries, key, bounds);
            }

            return;
        }

        StoragePath path = store.Key.ToPath(key);
        if (bounds.Admit(path) && !store.Key.IsTemporary(key))
        {
            entries.Add(new StorageEntry(path, StorageEntryKind.File)
            {
                Size = item.Size ?? 0,
                ETag = S3ETag.Read(item.ETag),
                LastModified = S3EntryReader.Utc(item.LastModified),
            });
        }
    }

    private void AddDirectory(List<StorageEntry> entries, string key, Bounds bounds)
    {
        if (bounds.Admit(store.Key.ToPath(key)) && !store.Key.IsTemporary(key))
        {
            entries.Add(new StorageEntry(store.Key.ToPath(key[..^1]), StorageEntryKind.Directory));
        }
    }

    private static bool IsEncoded(ListObjectsV2Response page) => page.Encoding == EncodingType.Url;

    private static string Decode(string key, bool isEncoded) => isEncoded ? WebUtility.UrlDecode(key) : key;

    private readonly struct Bounds(StoragePath? before, StoragePath? after)
    {
        public bool Admit(StoragePath place) => (before is not { } end || place < end) && (after is not { } start || place > start);
    }
}
