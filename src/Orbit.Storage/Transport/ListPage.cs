namespace Orbit.Storage.Transport;

/// <summary>One page of a listing.</summary>
public sealed class ListPage
{
    /// <summary>Describes a page.</summary>
    /// <param name="entries">What it shows; may be empty.</param>
    /// <param name="hasMore">Whether another page follows.</param>
    /// <param name="continuation">What to ask the next page with; a new one for each page.</param>
    public ListPage(IReadOnlyList<StorageEntry> entries, bool hasMore, string? continuation)
    {
        ArgumentNullException.ThrowIfNull(entries);
        Entries = entries;
        HasMore = hasMore;
        Continuation = continuation;
    }

    /// <summary>What it shows.</summary>
    public IReadOnlyList<StorageEntry> Entries { get; }

    /// <summary>Whether another page follows.</summary>
    public bool HasMore { get; }

    /// <summary>What to ask the next page with.</summary>
    public string? Continuation { get; }

    /// <summary>
    /// Which directory this is, whatever name led to it (device and inode, or the path without links): equal texts for the same directory. To be
    /// set where <see cref="ListOptions.FollowSymbolicLinks"/> is asked of a source that shows one level: the core walks into no directory that it is inside already.
    /// </summary>
    public string? DirectoryIdentity { get; init; }
}
