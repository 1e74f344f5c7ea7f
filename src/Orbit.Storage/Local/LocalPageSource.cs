using Orbit.Storage.Transport;

namespace Orbit.Storage.Local;

/// <summary>Lists by one directory stream that stays open between pages: memory is one page, however many entries there are.</summary>
internal sealed class LocalPageSource(ILocalWalk walk, int pageSize) : IPageSource
{
    private List<StorageEntry> _batch = new(pageSize);
    private long _page;

    public Task<ListPage> ReadPageAsync(string? continuation, CancellationToken cancellationToken) => Task.Run(() => Read(cancellationToken), cancellationToken);

    public ValueTask DisposeAsync()
    {
        walk.Dispose();
        return default;
    }

    private ListPage Read(CancellationToken cancellationToken)
    {
        // What a failed call found before its failure stays in the batch, for the call that is made again.
        bool hasMore = walk.Read(_batch, pageSize, cancellationToken);
        ListPage page = new(_batch, hasMore, hasMore ? (++_page).ToString(System.Globalization.CultureInfo.InvariantCulture) : null) { DirectoryIdentity = walk.Identity };
        _batch = new List<StorageEntry>(hasMore ? pageSize : 0);
        return page;
    }
}
