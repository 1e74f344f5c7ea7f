using Orbit.Storage.Ssh.Connection;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Ssh.Files;

/// <summary>Writes parts of one file by position over several connections: where the way is long, and where parts come again after a connection broke.</summary>
internal sealed class SftpWriteLanes(SshStore store, string name, int most) : IAsyncDisposable
{
    private readonly object _gate = new();
    private readonly SemaphoreSlim _first = new(1);
    private readonly CancellationTokenSource _closing = new();
    private readonly List<(SftpWriteLane Lane, SftpLease Lease)> _lanes = [];
    private readonly List<(SftpWriteLane Lane, SftpLease Lease)> _broken = [];
    private Task _growth = Task.CompletedTask;

    /// <summary>Makes the other connections, beside what is done meanwhile: each takes many round trips.</summary>
    public void Grow()
    {
        if (_growth.IsCompleted && most > 1)
        {
            _growth = Task.WhenAll(Enumerable.Range(1, most - 1).Select(_ => GrowAsync()));
        }
    }

    public async Task WriteAsync(PartContent part, CancellationToken cancellationToken)
    {
        SftpWriteLane lane = Next() ?? await FirstAsync(cancellationToken).ConfigureAwait(false);
        await lane.WriteAsync(part, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Closes the handles after the last part.</summary>
    public async Task CloseAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        await _growth.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.WhenAll(_lanes.Concat(_broken).Select(static one => one.Lane.CloseAsync())).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        await _growth.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach ((SftpWriteLane lane, SftpLease lease) in _lanes.Concat(_broken))
        {
            await lane.DisposeAsync().ConfigureAwait(false);
            await lease.DisposeAsync().ConfigureAwait(false);
        }

        _closing.Dispose();
        _first.Dispose();
    }

    private SftpWriteLane? Next()
    {
        lock (_gate)
        {
            foreach ((SftpWriteLane Lane, SftpLease Lease) broken in _lanes.Where(one => one.Lane.IsBroken).ToArray())
            {
                _lanes.Remove(broken);
                _broken.Add(broken);
            }

            // One that has just begun is slower than the others: dealt out in turn, all parts would soon wait for it.
            return _lanes.Count == 0 ? null : _lanes.MinBy(static one => one.Lane.Parts).Lane;
        }
    }

    private async Task<SftpWriteLane> FirstAsync(CancellationToken cancellationToken)
    {
        await _first.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (Next() is { } there)
            {
                return there;
            }

            SftpLease lease = await store.Sessions.LeaseAsync(cancellationToken).ConfigureAwait(false);
            SftpWriteLane lane = Add(lease)!;
            Grow();
            return lane;
        }
        finally
        {
            _first.Release();
        }
    }

    private async Task GrowAsync()
    {
        SftpLease lease = await store.Sessions.LeaseAsync(_closing.Token).ConfigureAwait(false);
        if (Add(lease) is null)
        {
            await lease.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <returns>Null where there is a lane on that connection.</returns>
    private SftpWriteLane? Add(SftpLease lease)
    {
        lock (_gate)
        {
            if (_lanes.Any(one => one.Lane.IsOnSameAs(lease)))
            {
                return null;
            }

            SftpWriteLane lane = new(lease, name);
            _lanes.Add((lane, lease));
            return lane;
        }
    }
}
