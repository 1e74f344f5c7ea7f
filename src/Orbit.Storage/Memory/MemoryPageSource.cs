using Orbit.Storage.Transport;

namespace Orbit.Storage.Memory;

/// <summary>
/// Lists by key, each page from the index as it is then. A continuation is the key to go on at, so that what is added or deleted between
/// pages neither repeats nor hides anything else.
/// </summary>
internal sealed class MemoryPageSource(MemoryEntries entries, IStorageBackend owner, StoragePath path, ListOptions options, int pageSize) : IPageSource
{
    private readonly string _prefix = path.IsRoot ? "" : path.Value + StoragePath.Separator;
    private readonly string? _after = options.StartAfter?.Value;

    public Task<ListPage> ReadPageAsync(string? continuation, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        MemoryIndex index = entries.Index;
        List<StorageEntry> page = [];
        int place = index.PlaceOf(continuation ?? Start());
        while (place < index.Count && index[place] is { } node && node.Key.StartsWith(_prefix, StringComparison.Ordinal))
        {
            if (page.Count == pageSize)
            {
                return Task.FromResult(new ListPage(page, true, node.Key));
            }

            string? directory = DirectoryAbove(node.Key);
            if (directory is null)
            {
                page.Add(node.ToEntry(owner));
                place++;
                continue;
            }

            if (_after is null || StoragePathSyntax.CompareUtf8(directory, _after) > 0)
            {
                page.Add(entries.IsFlat
                    ? new StorageEntry(StoragePath.FromStoredName(directory[..^1], owner), StorageEntryKind.Directory)
                    : node.ToEntry(owner));
            }

            place = index.PlaceOf(MemoryIndex.EndOf(directory));
        }

        return Task.FromResult(new ListPage(page, false, null));
    }

    public ValueTask DisposeAsync() => default;

    // The directory that is listed has the prefix itself as its key and is not shown; on flat keys that key is an object like any other.
    private string Start()
    {
        string first = entries.IsFlat || _prefix.Length == 0 ? _prefix : MemoryIndex.After(_prefix);
        return _after is null || StoragePathSyntax.CompareUtf8(_after, first) < 0 ? first : MemoryIndex.After(_after);
    }

    /// <summary>The key of the child directory that a key lies in, or null where it is shown itself.</summary>
    private string? DirectoryAbove(string key)
    {
        if (options.Recursive)
        {
            return null;
        }

        // A flat key that starts with the separator lies in a directory without a name, which no path can say: it is shown one level deeper.
        int from = _prefix.Length == 0 && key[0] == StoragePath.Separator ? 1 : _prefix.Length;
        int end = key.IndexOf(StoragePath.Separator, from);
        return end < 0 ? null : key[..(end + 1)];
    }
}
