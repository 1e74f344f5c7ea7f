namespace Orbit.Storage;

/// <summary>What a listing shows. Every option is honoured, or refused with <see cref="StorageErrorKind.Unsupported"/> before any I/O.</summary>
public sealed class ListOptions
{
    // Above it the page is left to the backend, which knows its best size.
    private const int LargestShrunkPage = 1000;

    private int? _pageSize;
    private StoragePath? _startAfter;

    internal static ListOptions Default { get; } = new();

    /// <summary>Whether everything below is shown, not only the direct children. Default: false.</summary>
    public bool Recursive { get; init; }

    /// <summary>How many levels below the path are shown in a recursive listing; at least 1. Default: null, all.</summary>
    public int? MaxDepth { get; init; }

    /// <summary>Whether names that start with a dot, and what lies below them, are shown. Default: true, so that nothing is missed.</summary>
    public bool IncludeHidden { get; init; } = true;

    /// <summary>Whether symbolic links are shown as what they lead to, and walked into; loops end. Only where the backend's policy allows following. Default: false.</summary>
    public bool FollowSymbolicLinks { get; init; }

    /// <summary>After how many entries the listing ends; at least 0. Default: null, all.</summary>
    public long? MaxEntries { get; init; }

    /// <summary>
    /// Show only what comes after this path, which need not exist. Only where <see cref="StorageCapabilities.OrderedListing"/>. A directory's place is that of
    /// its path with a separator at the end: to go on after the directory <c>a</c>, and what is in it, give <c>a/</c> or the last path below it. Default: null.
    /// </summary>
    public StoragePath? StartAfter
    {
        get => _startAfter;
        init => _startAfter = value;
    }

    /// <summary>How many entries one request asks for; 1 to 100,000. Default: null, the backend's.</summary>
    public int? PageSize
    {
        get => _pageSize;
        init => _pageSize = value;
    }

    /// <summary>Whether the next page is fetched while the current one is consumed. Default: true.</summary>
    public bool Prefetch { get; init; } = true;

    /// <summary>The same with a page no larger than what is wanted in all.</summary>
    internal ListOptions ForFewEntries()
    {
        if (MaxEntries is not (> 0 and <= LargestShrunkPage) || PageSize <= MaxEntries)
        {
            return this;
        }

        ListOptions copy = (ListOptions)MemberwiseClone();
        copy._pageSize = (int)MaxEntries.Value;
        return copy;
    }

    internal ListOptions StartingAfter(StoragePath path)
    {
        ListOptions copy = (ListOptions)MemberwiseClone();
        copy._startAfter = path;
        return copy;
    }

    internal ListOptions Validated()
    {
        StorageArgument.Require(MaxDepth is null or >= 1, "options", nameof(MaxDepth), MaxDepth, "at least 1");
        StorageArgument.Require(MaxEntries is null or >= 0, "options", nameof(MaxEntries), MaxEntries, "at least 0");
        StorageArgument.Require(PageSize is null or (>= 1 and <= 100_000), "options", nameof(PageSize), PageSize, "1 to 100000");
        return this;
    }
}
