using Orbit.Storage.Listing;

namespace Orbit.Storage.Transport;

/// <summary>A backend's pages under the promises of the core: opened with the first page, each page tried again and timed, failures translated, loops noticed.</summary>
internal sealed class GuardedPageSource(StorageBackend backend, string operation, StoragePath path, ListOptions options) : IPageSource
{
    private readonly FailureTranslator _translator = new(backend, operation, path);
    private ContinuationGuard _guard;
    private IPageSource? _source;

    public async Task<ListPage> ReadPageAsync(string? continuation, CancellationToken cancellationToken)
    {
        ListPage page = await backend.RunUnitAsync(
            _translator,
            static (_, call, token) => call.pages.Source.ReadPageAsync(call.continuation, token),
            (pages: this, continuation),
            cancellationToken).ConfigureAwait(false);
        if (page.HasMore && _guard.FindFault(page.Continuation) is { } fault)
        {
            throw _translator.Refuse(fault);
        }

        return page;
    }

    public ValueTask DisposeAsync() => _source?.DisposeAsync() ?? default;

    private IPageSource Source => _source ??= backend.OpenPages(path, options);
}
