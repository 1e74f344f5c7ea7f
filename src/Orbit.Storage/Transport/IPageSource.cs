namespace Orbit.Storage.Transport;

/// <summary>
/// The port of a listing: the pages of one directory or prefix. The core calls it for one page at a time, at most one page ahead of the
/// consumer, detects loops, filters, and walks directories.
/// </summary>
public interface IPageSource : IAsyncDisposable
{
    /// <summary>Asks once for a page.</summary>
    /// <param name="continuation">Null for the first page, else the last page's <see cref="ListPage.Continuation"/>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<ListPage> ReadPageAsync(string? continuation, CancellationToken cancellationToken);
}
