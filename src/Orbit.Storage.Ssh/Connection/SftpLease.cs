using Renci.SshNet;

namespace Orbit.Storage.Ssh.Connection;

/// <summary>
/// The right to use a connection until it is disposed. Connections are shared: others may have a lease on the same one, so that a call that blocks the
/// connection for long holds them up. Files that are open on it end with the connection, not with the lease; close them before.
/// </summary>
internal sealed class SftpLease(SshConnection connection, SftpSessions sessions) : IAsyncDisposable
{
    private int _isDisposed;

    public SftpClient Client => connection.Client;

    /// <summary>Whether calls can still be answered; also on a connection that is not to be used again.</summary>
    public bool IsConnected
    {
        get
        {
            try
            {
                return connection.Client.IsConnected;
            }
            catch (ObjectDisposedException)
            {
                return false;
            }
        }
    }

    /// <summary>Whether two leases are on the same connection.</summary>
    public bool IsOnSameAs(SftpLease other) => connection == other.Connection;

    internal SshConnection Connection => connection;

    /// <summary>
    /// Runs a call that blocks, and ends by itself before long, on one of a few threads. Returns only when the call has ended. Where the token fires and the call
    /// does not end soon, its connection is aborted, with all that is under way on it.
    /// </summary>
    public Task<T> RunAsync<T>(Func<SftpClient, T> blocking, CancellationToken cancellationToken) =>
        sessions.WatchAsync(connection, sessions.Calls.RunAsync(() => connection.Call(blocking), cancellationToken), cancellationToken);

    /// <summary>The same for a call that may take as long as it likes, as an upload does: on a thread of its own, which nobody waits for.</summary>
    public Task<T> RunLongAsync<T>(Func<SftpClient, T> blocking, CancellationToken cancellationToken) =>
        sessions.WatchAsync(connection, BlockingThreads.RunLongAsync(() => connection.Call(blocking), "orbit-ssh-transfer", cancellationToken), cancellationToken);

    /// <summary>Marks the connection as not to be used again; leases that there are keep it.</summary>
    public void Break() => connection.Break();

    /// <summary>Ends every call on the connection at once, those of other leases included.</summary>
    public void Abort() => connection.Abort();

    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            sessions.Return(connection);
        }

        return default;
    }
}
