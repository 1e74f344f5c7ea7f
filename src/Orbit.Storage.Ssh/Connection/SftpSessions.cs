using Microsoft.Extensions.Logging;

namespace Orbit.Storage.Ssh.Connection;

/// <summary>
/// The connections of one backend. A lease gets an idle one, else a new one while there may be more, else it shares the one with the fewest leases: nobody waits for
/// another to finish, so that calls that need each other cannot hold each other up.
/// </summary>
internal sealed class SftpSessions : IAsyncDisposable
{
    // Every call blocks its thread for a round trip or more; this many suffice for a thousand a second at 50 ms.
    private const int CallThreads = 64;

    // A stock sshd drops connections at random from the tenth that has not logged in yet (sshd_config(5), MaxStartups).
    private const int Handshakes = 4;

    // A call's answers come sooner than a handshake ends.
    private const int LeasesOfCalls = 4;

    // On a short way one connection fills a processor, so that more of them only cost more (docs/decisions/0101). A transfer has two while it makes a call.
    private static readonly int LeasesWhenNear = 2 * Math.Max(4, 16 / Environment.ProcessorCount);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ValidationTimeout = TimeSpan.FromSeconds(5);

    private readonly ConnectionPool _pool;
    private readonly SshConnector _connector;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _closing = new();

    public SftpSessions(SshBackendOptions options, TimeProvider time, ILogger logger)
    {
        _pool = new ConnectionPool(options.MaxConnections, options.IdleTimeout, time);
        _connector = new SshConnector(options, new BlockingThreads("orbit-ssh-connect", Math.Min(Handshakes, options.MaxConnections)), time, logger);
        _time = time;
        _logger = logger;
        RoundTrip = new RoundTripTime(time);
        Program = new ProgramAccess(options, _connector, time, logger);
    }

    /// <summary>How far away the server is, as far as calls have shown.</summary>
    public RoundTripTime RoundTrip { get; }

    /// <summary>The server's own program, where it is wanted and can be had.</summary>
    public ProgramAccess Program { get; }

    /// <summary>The threads for calls that block and end before long.</summary>
    internal BlockingThreads Calls { get; } = new("orbit-ssh-call", CallThreads);

    /// <summary>How many connections there are.</summary>
    internal int Count => _pool.Count;

    /// <summary>Gives a connection for as long as it takes: over a long way one of its own while there may be more, on a short way one that a few share.</summary>
    /// <exception cref="StorageException">No connection could be made.</exception>
    public ValueTask<SftpLease> LeaseAsync(CancellationToken cancellationToken) => LeaseAsync(forCall: false, cancellationToken);

    /// <summary>Gives a connection for a call of a few round trips. It shares one with a few others rather than have another made.</summary>
    /// <exception cref="StorageException">No connection could be made.</exception>
    public ValueTask<SftpLease> LeaseForCallAsync(CancellationToken cancellationToken) => LeaseAsync(forCall: true, cancellationToken);

    /// <summary>Waits for a call, and aborts its connection where the token fires and it does not end soon.</summary>
    internal Task<T> WatchAsync<T>(SshConnection connection, Task<T> call, CancellationToken cancellationToken) =>
        CallWatch.RunAsync(connection, call, Grace, _time, _logger, cancellationToken);

    internal void Return(SshConnection connection)
    {
        if (_pool.Return(connection) is { } left)
        {
            _ = left.CloseAsync();
        }
    }

    /// <summary>Ends what is under way, and takes leave of the server where the network is there. Ends in seconds.</summary>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        await Program.DisposeAsync().ConfigureAwait(false);
        await Task.WhenAll(_pool.Close().Select(static connection => connection.CloseAsync())).ConfigureAwait(false);
    }

    private async ValueTask<SftpLease> LeaseAsync(bool forCall, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ObjectDisposedException.ThrowIf(_closing.IsCancellationRequested, this);
            (SshConnection? connection, Task<StorageException?>? opening) = _pool.Take(most: RoundTrip.IsShort ? LeasesWhenNear : forCall ? LeasesOfCalls : 1);
            if (connection is not null)
            {
                if (await IsAliveAsync(connection, cancellationToken).ConfigureAwait(false))
                {
                    return new SftpLease(connection, this);
                }
            }
            else if (opening is not null)
            {
                // What the others fail with holds for this one too: it does not try the credentials again.
                if (await opening.WaitAsync(cancellationToken).ConfigureAwait(false) is { } failure)
                {
                    throw ConnectErrors.Repeat(failure);
                }
            }
            else if (await OpenAsync(cancellationToken).ConfigureAwait(false) is { } opened)
            {
                return new SftpLease(opened, this);
            }
        }
    }

    private async Task<SshConnection?> OpenAsync(CancellationToken cancellationToken)
    {
        StorageException? failure = null;
        try
        {
            using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closing.Token);
            SshConnection connection = await _connector.ConnectAsync(either.Token).ConfigureAwait(false);
            if (_pool.Add(connection))
            {
                return connection;
            }

            await connection.CloseAsync().ConfigureAwait(false);
            return null;
        }
        catch (StorageException refused) when (_pool.CanShare())
        {
            // The server may allow fewer; what there is goes on.
            failure = refused;
            _logger.NotGrown(refused.Message);
            return null;
        }
        catch (StorageException refused)
        {
            failure = refused;
            throw;
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new ObjectDisposedException(nameof(SftpSessions));
        }
        finally
        {
            _pool.EndOpening(failure);
        }
    }

    private async Task<bool> IsAliveAsync(SshConnection connection, CancellationToken cancellationToken)
    {
        if (connection.IdleTime < FreshFor || connection.Leases > 1)
        {
            return true;
        }

        using CancellationTokenSource late = new(ValidationTimeout, _time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            await WatchAsync(connection, Calls.RunAsync(connection.Answers, either.Token), either.Token).ConfigureAwait(false);
            return true;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            if (!cancellationToken.IsCancellationRequested)
            {
                _logger.GoneWhileIdle(failure);
                connection.Abort();
            }

            Return(connection);
            cancellationToken.ThrowIfCancellationRequested();
            return false;
        }
    }
}
