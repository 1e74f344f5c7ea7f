using Orbit.Storage.Ssh.Connection;
using Renci.SshNet.Sftp;

namespace Orbit.Storage.Ssh.Files;

/// <summary>The connections that one file is read over: one where answers come at once, more where the way is long and there is much to read.</summary>
internal sealed class SftpReadLanes : IAsyncDisposable
{
    // A file that was written within the time that two clocks may differ by may be replaced by one of the same size and time.
    private static readonly TimeSpan Unsettled = TimeSpan.FromSeconds(10);

    private const long WorthMore = 8L << 20;

    private readonly object _gate = new();
    private readonly SemaphoreSlim _first = new(1);
    private readonly CancellationTokenSource _closing = new();
    private readonly List<SftpReadLane> _lanes = [];
    private readonly List<SftpReadLane> _broken = [];
    private readonly SshStore _store;
    private readonly ISftpFile _file;
    private readonly long _wanted;
    private Task _growth = Task.CompletedTask;

    public SftpReadLanes(SshStore store, ISftpFile file, ByteRange? range)
    {
        _store = store;
        _file = file;
        _wanted = Math.Min(file.Length, range?.Length ?? file.Length);
    }

    /// <summary>How many handles were opened so far, on all connections.</summary>
    public int Opened
    {
        get
        {
            lock (_gate)
            {
                return _lanes.Concat(_broken).Sum(lane => lane.Opened);
            }
        }
    }

    /// <summary>Opens the first connection's handles.</summary>
    public async Task OpenAsync(SftpLease lease, CancellationToken cancellationToken)
    {
        SftpReadLane lane = NewLane(lease);
        Add(lane);
        if (lane.MayGrow && _wanted >= WorthMore && _store.Options.MaxConnections > 1 && _store.Sessions.RoundTrip.IsLong)
        {
            // Beside the first ranges: a connection takes many round trips to make.
            _growth = Task.WhenAll(Enumerable.Range(1, _store.Options.MaxConnections - 1).Select(_ => GrowAsync()));
        }

        await lane.OpenAsync(HandlesOf(lane)).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The connection for the next range.</summary>
    public async ValueTask<SftpReadLane> NextAsync(CancellationToken cancellationToken)
    {
        if (Next() is { } there)
        {
            return there;
        }

        await _first.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (Next() is { } since)
            {
                return since;
            }

            SftpReadLane lane = NewLane(await _store.Sessions.LeaseAsync(cancellationToken).ConfigureAwait(false));
            Add(lane);
            await lane.OpenAsync(HandlesOf(lane)).WaitAsync(cancellationToken).ConfigureAwait(false);
            return lane;
        }
        finally
        {
            _first.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        await _growth.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.WhenAll(_lanes.Concat(_broken).Select(lane => lane.DisposeAsync().AsTask())).ConfigureAwait(false);
        _closing.Dispose();
        _first.Dispose();
    }

    private SftpReadLane? Next()
    {
        lock (_gate)
        {
            foreach (SftpReadLane broken in _lanes.Where(lane => lane.IsBroken).ToArray())
            {
                _lanes.Remove(broken);
                _broken.Add(broken);
            }

            // One that has just begun is slower than the others: dealt out in turn, all ranges would soon wait for it.
            return _lanes.MinBy(static lane => lane.Ranges);
        }
    }

    private async Task GrowAsync()
    {
        SftpReadLane lane = NewLane(await _store.Sessions.LeaseAsync(_closing.Token).ConfigureAwait(false));
        bool isAdded = false;
        try
        {
            if (IsNew(lane))
            {
                await lane.OpenAsync(HandlesOf(lane)).ConfigureAwait(false);
                Add(lane);
                isAdded = true;
            }
        }
        finally
        {
            await (isAdded ? Task.CompletedTask : lane.DisposeAsync().AsTask()).ConfigureAwait(false);
        }
    }

    private bool IsNew(SftpReadLane lane)
    {
        lock (_gate)
        {
            return !_lanes.Any(other => other.IsOnSameAs(lane));
        }
    }

    private void Add(SftpReadLane lane)
    {
        lock (_gate)
        {
            _lanes.Add(lane);
        }
    }

    private SftpReadLane NewLane(SftpLease lease) =>
        new(_store, lease, _file.FullName) { MayGrow = _store.Time.GetUtcNow() - SftpDescriber.TimeOf(_file.LastWriteTimeUtc) > Unsettled };

    private long HandlesOf(SftpReadLane lane) => Math.Clamp((_wanted + lane.ChunkSize - 1) / lane.ChunkSize, 1, SftpReadLane.MostHandles);
}
