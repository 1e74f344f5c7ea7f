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
    private int _turn;

    public async Task WriteAsync(PartContent part, CancellationToken cancellationToken)
    {
        SftpWriteLane lane = Next() ?? await FirstAsync(cancellationToken).ConfigureAwait(false);
        await lane.WriteAsync(part, cancellationToken).ConfigureAwait(false);
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

            return _lanes.Count == 0 ? null : _lanes[_turn++ % _lanes.Count].Lane;
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
            if (_growth.IsCompleted && most > 1)
            {
                // Beside the first parts: a connection takes many round trips to make.
                _growth = Task.WhenAll(Enumerable.Range(1, most - 1).Select(_ => GrowAsync()));
            }

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
