namespace Orbit.Storage.Listing;

/// <summary>Decides which of a source's entries a listing shows.</summary>
internal sealed class EntryFilter
{
    private readonly StoragePath? _startAfter;
    private readonly int _maxDepth;
    private readonly bool _includeHidden;
    private readonly bool _hidesTemporary;
    private readonly bool _isDeep;

    /// <param name="options">What is asked for.</param>
    /// <param name="rules">What names the backend has.</param>
    /// <param name="isDeep">Whether one source shows several levels, so that depth and hidden parents are seen in the path alone.</param>
    public EntryFilter(ListOptions options, StoragePathRules rules, bool isDeep)
    {
        _startAfter = options.StartAfter;
        _maxDepth = isDeep && options.MaxDepth is { } depth ? depth : int.MaxValue;
        _includeHidden = options.IncludeHidden;
        _hidesTemporary = rules.ReservesTemporaryNames;
        _isDeep = isDeep;
    }

    /// <summary>Whether some of a page's entries may be left out, so that a page may show fewer than it holds.</summary>
    public bool LeavesOut => !_includeHidden || _maxDepth != int.MaxValue;

    /// <summary>Whether an entry is shown.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="directory">The directory or prefix that its source lists.</param>
    public bool Shows(StorageEntry entry, string directory)
    {
        string path = entry.Path.Value;
        int start = directory.Length;
        if (path.Length <= start || !path.StartsWith(directory, StringComparison.Ordinal))
        {
            return false;
        }

        if (start > 0 && directory[^1] != StoragePath.Separator && path[start++] != StoragePath.Separator)
        {
            return false;
        }

        ReadOnlySpan<char> relative = path.AsSpan(start);
        return (_includeHidden || !IsHidden(relative))
            && (_maxDepth == int.MaxValue || relative.Count(StoragePath.Separator) < _maxDepth)
            && (!_hidesTemporary || !TemporaryName.IsMatch(_isDeep ? relative[(relative.LastIndexOf(StoragePath.Separator) + 1)..] : relative))
            && (_startAfter is not { } after || ComesAfter(entry, after));
    }

    // A directory stands where what is in it begins, behind "a.b" where it is named "a".
    private static bool ComesAfter(StorageEntry entry, StoragePath after) =>
        entry.Path.CompareTo(after) > 0
        || (entry.Kind == StorageEntryKind.Directory
            && after.Value.StartsWith(entry.Path.Value, StringComparison.Ordinal)
            && StoragePathSyntax.CompareUtf8(entry.Path.Value + StoragePath.Separator, after.Value) > 0);

    private bool IsHidden(ReadOnlySpan<char> relative) => relative.StartsWith(".") || (_isDeep && relative.Contains("/.", StringComparison.Ordinal));
}
