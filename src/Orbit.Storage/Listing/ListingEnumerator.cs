using Orbit.Storage.Diagnostics;

namespace Orbit.Storage.Listing;

/// <summary>
/// One enumeration of a listing. An entry that is in memory is handed out without a suspension or an allocation; only a new page or directory
/// takes the slow path.
/// </summary>
internal sealed class ListingEnumerator(
    StorageBackend backend, StoragePath path, ListOptions options, CancellationToken first, CancellationToken second) : IAsyncEnumerator<StorageEntry>
{
    private OperationScope _scope;
    private CancellationTokenSource? _stop;
    private DirectoryWalk? _walk;
    private StorageEntry? _current;
    private long _wanted = options.MaxEntries ?? long.MaxValue;
    private bool _enters;
    private bool _hasEnded;

    public StorageEntry Current => _current!;

    public ValueTask<bool> MoveNextAsync()
    {
        if (!_enters && !_hasEnded && _wanted > 0 && _walk?.Level is { } level && !_stop!.IsCancellationRequested && level.TryTake(out StorageEntry? entry))
        {
            Show(entry, level);
            return new ValueTask<bool>(true);
        }

        return _hasEnded ? new ValueTask<bool>(false) : MoveSlowlyAsync();
    }

    public ValueTask DisposeAsync() => _hasEnded || _walk is null ? default : EndAsync();

    private void Show(StorageEntry entry, DirectoryLevel level)
    {
        _current = entry;
        _wanted--;
        _enters = entry.Kind == StorageEntryKind.Directory && _walk!.EntersBelow(level.Depth);
    }

    private async ValueTask<bool> MoveSlowlyAsync()
    {
        Begin();
        try
        {
            if (_enters && _wanted > 0)
            {
                _walk!.Enter(_current!, _wanted);
                _enters = false;
            }

            while (_wanted > 0 && _walk!.Level is { } level)
            {
                _stop!.Token.ThrowIfCancellationRequested();
                if (level.TryTake(out StorageEntry? entry))
                {
                    Show(entry, level);
                    return true;
                }

                if (!await level.NextPageAsync(_wanted).ConfigureAwait(false))
                {
                    await _walk.LeaveAsync().ConfigureAwait(false);
                }
            }
        }
        catch (Exception failure)
        {
            _scope.Fail(failure);
            await EndAsync().ConfigureAwait(false);
            if (failure is OperationCanceledException)
            {
                // The caller gets the token it knows, not the joined one.
                first.ThrowIfCancellationRequested();
                second.ThrowIfCancellationRequested();
            }

            throw;
        }

        await EndAsync().ConfigureAwait(false);
        return false;
    }

    private void Begin()
    {
        if (_walk is null)
        {
            backend.ThrowIfDisposed();
            first.ThrowIfCancellationRequested();
            second.ThrowIfCancellationRequested();
            _scope = new OperationScope(backend.Name, StorageOperation.List, path);
            _stop = CancellationTokenSource.CreateLinkedTokenSource(first, second);
            _walk = new DirectoryWalk(backend, path, options, _stop.Token);
        }
        else
        {
            _scope.Resume();
        }
    }

    private async ValueTask EndAsync()
    {
        _hasEnded = true;
        await _stop!.CancelAsync().ConfigureAwait(false);
        await _walk!.DisposeAsync().ConfigureAwait(false);
        _stop.Dispose();
        _scope.Dispose();
    }
}
