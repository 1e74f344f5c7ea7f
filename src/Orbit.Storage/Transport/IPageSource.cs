namespace Orbit.Storage.Transport;

/// <summary>
/// The port of a listing: the pages of one directory or prefix. The core calls it for one page at a time, at most one page ahead of the
/// consumer, detects loops, filters (hidden and temporary names too, so that a source shows all it finds), and walks directories.
/// </summary>
public interface IPageSource : IAsyncDisposable
{
    /// <summary>Asks once for a page. A call that failed with a transient fault may be made again with the same continuation.</summary>
    /// <param name="continuation">Null for the first page, else the last page's <see cref="ListPage.Continuation"/>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<ListPage> ReadPageAsync(string? continuation, CancellationToken cancellationToken);
}
