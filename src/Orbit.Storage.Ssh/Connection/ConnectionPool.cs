namespace Orbit.Storage.Ssh.Connection;

/// <summary>Which connections there are and who uses them. Makes and closes none itself.</summary>
internal sealed class ConnectionPool
{
    private static readonly TimeSpan GrowthPause = TimeSpan.FromSeconds(30);

    private readonly object _gate = new();
    private readonly List<SshConnection> _connections = [];
    private readonly int _limit;
    private readonly TimeSpan _idleTimeout;
    private readonly TimeProvider _time;
    private readonly ITimer _retirement;
    private TaskCompletionSource<StorageException?> _opened = NewSignal();
    private int _opening;
    private long? _notGrownSince;
    private bool _isRetiring;
    private bool _isClosed;

    public ConnectionPool(int limit, TimeSpan idleTimeout, TimeProvider time)
    {
        _limit = limit;
        _idleTimeout = idleTimeout;
        _time = time;
        _retirement = time.CreateTimer(static pool => ((ConnectionPool)pool!).Retire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _connections.Count;
            }
        }
    }

    /// <summary>Gives a connection, now with one lease more; or a task to wait for; or neither: then the caller makes one, and calls <see cref="EndOpening"/> in any case.</summary>
    /// <param name="most">How many leases a connection may have, this one included, before another is made: 1 where each is to have its own.</param>
    public (SshConnection? Connection, Task<StorageException?>? Opening) Take(int most)
    {
        lock (_gate)
        {
            DropGone();
            SshConnection? free = _connections.MinBy(static connection => connection.Leases);
            bool mayGrow = _connections.Count + _opening < _limit && (free is null || _notGrownSince is not { } since || _time.GetElapsedTime(since) > GrowthPause);
            if (free is not null && (free.Leases < most || !mayGrow))
            {
                free.Leases++;
                return (free, null);
            }

            if (!mayGrow)
            {
                return (null, _opened.Task);
            }

            _opening++;
            return (null, null);
        }
    }

    /// <summary>Adds a connection with its first lease. False where the pool is closed.</summary>
    public bool Add(SshConnection connection)
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                return false;
            }

            connection.Leases = 1;
            _connections.Add(connection);
            _notGrownSince = null;
            return true;
        }
    }

    /// <summary>Tells those who wait how it went.</summary>
    /// <param name="failure">Why there is no new connection; null where there is, or where the caller gave up.</param>
    public void EndOpening(StorageException? failure)
    {
        TaskCompletionSource<StorageException?> opened;
        bool isForAll;
        lock (_gate)
        {
            _opening--;
            opened = _opened;
            _opened = NewSignal();
            // Where the server refuses, nobody tries again by himself.
            isForAll = _connections.Count == 0 && (_opening == 0 || failure is { IsTransient: false });
            if (failure is not null && _connections.Count > 0)
            {
                _notGrownSince = _time.GetTimestamp();
            }
        }

        opened.SetResult(isForAll ? failure : null);
    }

    /// <summary>Whether there is a connection to share.</summary>
    public bool CanShare()
    {
        lock (_gate)
        {
            return _connections.Any(static connection => connection.IsUsable);
        }
    }

    /// <summary>Ends a lease.</summary>
    /// <returns>The connection, where nobody uses it any more and nobody is to use it again: the caller closes it.</returns>
    public SshConnection? Return(SshConnection connection)
    {
        lock (_gate)
        {
            connection.IdleSince = _time.GetTimestamp();
            if (--connection.Leases > 0)
            {
                return null;
            }

            if (!connection.IsUsable || _isClosed)
            {
                _connections.Remove(connection);
                return connection;
            }

            ScheduleRetirement();
            return null;
        }
    }

    /// <summary>Takes all connections out, for the caller to close.</summary>
    public IReadOnlyList<SshConnection> Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            SshConnection[] all = [.. _connections];
            _connections.Clear();
            _retirement.Dispose();
            foreach (SshConnection busy in all.Where(static connection => connection.Leases > 0))
            {
                busy.Abort();
            }

            return all;
        }
    }

    private static TaskCompletionSource<StorageException?> NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Those with leases are closed when the last of these ends.
    private void DropGone()
    {
        foreach (SshConnection gone in _connections.Where(static connection => !connection.IsUsable).ToArray())
        {
            _connections.Remove(gone);
            if (gone.Leases == 0)
            {
                _ = gone.CloseAsync();
            }
        }
    }

    private void ScheduleRetirement()
    {
        if (!_isRetiring && _idleTimeout != Timeout.InfiniteTimeSpan)
        {
            _isRetiring = _retirement.Change(_idleTimeout, Timeout.InfiniteTimeSpan);
        }
    }

    private void Retire()
    {
        SshConnection[] retired;
        lock (_gate)
        {
            _isRetiring = false;
            retired = [.. _connections.Where(connection => connection.Leases == 0 && connection.IdleTime >= _idleTimeout)];
            foreach (SshConnection connection in retired)
            {
                _connections.Remove(connection);
            }

            if (!_isClosed && _connections.Any(static connection => connection.Leases == 0))
            {
                ScheduleRetirement();
            }
        }

        foreach (SshConnection connection in retired)
        {
            _ = connection.CloseAsync();
        }
    }
}
