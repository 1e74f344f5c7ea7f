using System.Diagnostics.CodeAnalysis;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Listing;

/// <summary>One directory (or prefix) that a listing is in: its page, the place in it, and what is fetched ahead.</summary>
internal sealed class DirectoryLevel(DirectoryWalk walk, StoragePath path, PageCursor cursor, DirectoryLevel? parent) : IAsyncDisposable
{
    // Pages of this many sub-directories are fetched ahead; a listing over a network then waits for one round trip in nine.
    private const int SiblingsAhead = 8;

    private readonly string _directory = path.Value;
    private readonly Queue<PageCursor> _siblings = new();
    private IReadOnlyList<StorageEntry> _entries = [];
    private int _count;
    private string? _identity;
    private bool _hasBegun;
    private int _next;
    private int _scanned;

    public DirectoryLevel? Parent => parent;

    public int Depth { get; } = parent is null ? 1 : parent.Depth + 1;

    /// <summary>The next entry that is shown, of those that are here already.</summary>
    public bool TryTake([NotNullWhen(true)] out StorageEntry? entry)
    {
        while (_next < _count)
        {
            entry = _entries[_next++];
            if (walk.Filter.Shows(entry, _directory))
            {
                return true;
            }
        }

        entry = null;
        return false;
    }

    /// <summary>Goes to the next page.</summary>
    /// <param name="wanted">How many entries are still wanted.</param>
    /// <returns>False where there is none.</returns>
    public async ValueTask<bool> NextPageAsync(long wanted)
    {
        _entries = [];
        _count = 0;
        bool isFirst = !_hasBegun;
        _hasBegun = true;
        ListPage? page;
        try
        {
            page = await cursor.NextAsync().ConfigureAwait(false);
        }
        catch (StorageException gone) when (gone.Kind is StorageErrorKind.NotFound or StorageErrorKind.NotADirectory && (isFirst || parent is not null))
        {
            return false;
        }

        if (page is null || (isFirst && walk.Options.FollowSymbolicLinks && IsInside(page)))
        {
            return false;
        }

        _entries = page.Entries;
        _count = _entries.Count;
        _next = 0;
        _scanned = 0;
        if (walk.Options.Prefetch && _count < wanted)
        {
            cursor.FetchAhead();
        }

        LookAhead(wanted);
        return true;
    }

    /// <summary>The level of the sub-directory that was taken last.</summary>
    public DirectoryLevel Descend(StorageEntry directory, long wanted)
    {
        if (!_siblings.TryDequeue(out PageCursor? pages))
        {
            pages = walk.Open(directory.Path);
            _scanned = _next;
        }
        else
        {
            walk.Ahead--;
        }

        LookAhead(wanted);
        return new DirectoryLevel(walk, directory.Path, pages, this);
    }

    public async ValueTask DisposeAsync()
    {
        while (_siblings.TryDequeue(out PageCursor? sibling))
        {
            walk.Ahead--;
            await sibling.DisposeAsync().ConfigureAwait(false);
        }

        await cursor.DisposeAsync().ConfigureAwait(false);
    }

    private void LookAhead(long wanted)
    {
        if (!walk.Options.Prefetch || !walk.EntersBelow(Depth))
        {
            return;
        }

        long end = _next + Math.Min(_count - _next, wanted);
        for (; _scanned < end && _siblings.Count < SiblingsAhead && walk.Ahead < DirectoryWalk.MaxAhead; _scanned++)
        {
            StorageEntry entry = _entries[_scanned];
            if (entry.Kind == StorageEntryKind.Directory && walk.Filter.Shows(entry, _directory))
            {
                PageCursor pages = walk.Open(entry.Path);
                pages.FetchAhead();
                _siblings.Enqueue(pages);
                walk.Ahead++;
            }
        }
    }

    /// <summary>Whether the walk is inside this directory already, which a symbolic link has led it back to.</summary>
    private bool IsInside(ListPage page)
    {
        _identity = page.DirectoryIdentity
            ?? throw new NotSupportedException($"A page source that follows symbolic links must set {nameof(ListPage.DirectoryIdentity)}, so that loops are noticed.");
        for (DirectoryLevel? level = parent; level is not null; level = level.Parent)
        {
            if (level._identity == _identity)
            {
                return true;
            }
        }

        return false;
    }
}
