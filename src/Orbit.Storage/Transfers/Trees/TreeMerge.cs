namespace Orbit.Storage.Transfers.Trees;

/// <summary>Walks two trees in order, side by side, and holds one entry of each.</summary>
internal sealed class TreeMerge(IAsyncEnumerable<TreeItem> source, IAsyncEnumerable<TreeItem>? target, CancellationToken cancellationToken) : IAsyncDisposable
{
    private readonly IAsyncEnumerator<TreeItem> _source = source.GetAsyncEnumerator(cancellationToken);
    private readonly IAsyncEnumerator<TreeItem>? _target = target?.GetAsyncEnumerator(cancellationToken);
    private TreeItem? _nextSource;
    private TreeItem? _nextTarget;
    private bool _hasBegun;

    /// <summary>The source's entry, or null where only the target has one here.</summary>
    public TreeItem? Source { get; private set; }

    /// <summary>The target's entry, or null where only the source has one here.</summary>
    public TreeItem? Target { get; private set; }

    /// <summary>The source's entry before, where the target would take its name for the same as this one's.</summary>
    public TreeItem? Twin { get; private set; }

    /// <summary>Whether the target's entry is a directory that the source has too, though it does not list it: it has entries below.</summary>
    public bool IsImplied { get; private set; }

    public async ValueTask<bool> MoveNextAsync()
    {
        if (!_hasBegun)
        {
            // Both at once: each may have to be read to its end before it can give its first.
            _hasBegun = true;
            Task<TreeItem?> first = NextAsync(_source);
            Task<TreeItem?> other = _target is null ? Task.FromResult<TreeItem?>(null) : NextAsync(_target);
            await Task.WhenAll(first, other).ConfigureAwait(false);
            _nextSource = await first.ConfigureAwait(false);
            _nextTarget = await other.ConfigureAwait(false);
        }

        TreeItem? before = Source;
        int order = _nextSource is null ? 1 : _nextTarget is null ? -1 : TreeOrder.Compare(_nextSource.Key, _nextTarget.Key);
        Twin = _nextSource is not null && before is not null && before.Key == _nextSource.Key ? before : null;
        IsImplied = order > 0 && _nextSource is not null && _nextTarget is { IsDirectory: true } && TreeOrder.IsBelow(_nextSource.Key, _nextTarget.Key);
        Source = order <= 0 ? _nextSource : null;
        Target = order >= 0 ? _nextTarget : null;
        if (Source is not null)
        {
            _nextSource = await _source.MoveNextAsync().ConfigureAwait(false) ? _source.Current : null;
        }

        if (Target is not null)
        {
            _nextTarget = await _target!.MoveNextAsync().ConfigureAwait(false) ? _target.Current : null;
        }

        return Source is not null || Target is not null;
    }

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync().ConfigureAwait(false);
        if (_target is not null)
        {
            await _target.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static async Task<TreeItem?> NextAsync(IAsyncEnumerator<TreeItem> side) => await side.MoveNextAsync().ConfigureAwait(false) ? side.Current : null;
}
