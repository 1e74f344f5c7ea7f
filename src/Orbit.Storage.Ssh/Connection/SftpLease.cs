using Renci.SshNet;

namespace Orbit.Storage.Ssh.Connection;

/// <summary>The right to use a connection, shared with others, until it is disposed.</summary>
internal sealed class SftpLease(SftpClient client) : IAsyncDisposable
{
    public SftpClient Client => client;

    /// <summary>Runs a call that blocks on a thread of its own. Returns only when the call has ended; where the token fires and it does not end, its connection is aborted.</summary>
    public Task<T> RunAsync<T>(Func<SftpClient, T> blocking, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(() => blocking(client), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Marks the connection as not to be used again.</summary>
    public void Break() => client.Disconnect();

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return default;
    }
}
