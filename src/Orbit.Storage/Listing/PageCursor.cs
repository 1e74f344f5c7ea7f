using Orbit.Storage.Transport;

namespace Orbit.Storage.Listing;

/// <summary>The pages of one source in order, at most one of them asked for ahead. The source goes as soon as its last page is there.</summary>
internal sealed class PageCursor(IPageSource source, CancellationToken cancellationToken) : IAsyncDisposable
{
    private Task<ListPage>? _ahead;
    private string? _continuation;
    private bool _isAtEnd;
    private bool _isClosed;

    /// <summary>Begins to fetch the next page, if there is one and that has not begun.</summary>
    public void FetchAhead()
    {
        if (!_isAtEnd)
        {
            _ahead ??= FetchAsync();
        }
    }

    /// <summary>The next page, or null after the last.</summary>
    public async ValueTask<ListPage?> NextAsync()
    {
        FetchAhead();
        if (_ahead is not { } fetch)
        {
            return null;
        }

        _isAtEnd = true;
        _ahead = null;
        ListPage page = await fetch.ConfigureAwait(false);
        _continuation = page.Continuation;
        _isAtEnd = !page.HasMore;
        return page;
    }

    /// <summary>Waits for what is under way, which the token has ended or is about to, and closes the source.</summary>
    public async ValueTask DisposeAsync()
    {
        _isAtEnd = true;
        if (_ahead is { } fetch)
        {
            _ahead = null;
            await ((Task)fetch).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await CloseAsync().ConfigureAwait(false);
    }

    private async Task<ListPage> FetchAsync()
    {
        ListPage page = await source.ReadPageAsync(_continuation, cancellationToken).ConfigureAwait(false);
        if (!page.HasMore)
        {
            await CloseAsync().ConfigureAwait(false);
        }

        return page;
    }

    private async ValueTask CloseAsync()
    {
        if (!_isClosed)
        {
            _isClosed = true;
            try
            {
                await source.DisposeAsync().ConfigureAwait(false);
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                // Nothing of the listing is lost with a handle that does not close well, and a first failure stays the first.
            }
        }
    }
}
