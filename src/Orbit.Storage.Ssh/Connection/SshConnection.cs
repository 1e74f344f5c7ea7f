using Microsoft.Extensions.Logging;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Orbit.Storage.Ssh.Connection;

/// <summary>One connection: SSH.NET's client and the relay below it. Several leases may use it at once.</summary>
internal sealed class SshConnection(SftpClient client, LoopbackRelay? relay, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly CallCount _calls = new();
    private volatile bool _isBroken;

    public SftpClient Client => client;

    /// <summary>How many leases there are. The pool's, under its lock.</summary>
    public int Leases { get; set; }

    /// <summary>When the last lease ended. The pool's, under its lock.</summary>
    public long IdleSince { get; set; } = time.GetTimestamp();

    public bool IsUsable
    {
        get
        {
            try
            {
                return !_isBroken && client.IsConnected;
            }
            catch (ObjectDisposedException)
            {
                return false;
            }
        }
    }

    public TimeSpan IdleTime => time.GetElapsedTime(IdleSince);

    /// <summary>Has no new lease use it.</summary>
    public void Break() => _isBroken = true;

    /// <summary>Ends every call at once.</summary>
    public void Abort()
    {
        _isBroken = true;
        if (relay is not null)
        {
            relay.Dispose();
        }
        else
        {
            // It may block for as long as SSH.NET's timeouts allow: without the relay there is no other way.
            _ = CloseClientAsync();
        }
    }

    /// <summary>Makes a call that blocks. Where no answer comes in time, no new lease uses the connection: whoever tries again is not to wait for the same silence.</summary>
    /// <exception cref="SshConnectionException">The connection is closed.</exception>
    /// <exception cref="SshOperationTimeoutException">No answer came in time.</exception>
    public T Call<T>(Func<SftpClient, T> blocking)
    {
        try
        {
            return _calls.Run(blocking, client);
        }
        catch (SshOperationTimeoutException)
        {
            Break();
            throw;
        }
    }

    /// <summary>Asks the server for something small.</summary>
    public bool Answers() => Call(static client => client.Exists("."));

    /// <summary>Takes leave of the server where it is there, and closes. Ends in seconds, whatever the network does.</summary>
    public async Task CloseAsync()
    {
        bool isSound = IsUsable;
        _isBroken = true;
        if (!isSound)
        {
            relay?.Dispose();
        }

        await _calls.CloseAsync(Farewell, time).ConfigureAwait(false);
        Task closing = CloseClientAsync();
        if (isSound && relay is not null)
        {
            await Task.WhenAny(closing, Task.Delay(Farewell, time, CancellationToken.None)).ConfigureAwait(false);
            relay.Dispose();
        }

        try
        {
            await closing.WaitAsync(Patience, time).ConfigureAwait(false);
        }
        catch (TimeoutException stuck)
        {
            logger.NotClosed(stuck);
        }
    }

    private async Task CloseClientAsync()
    {
        try
        {
            await BlockingThreads.RunLongAsync(
                () =>
                {
                    client.Dispose();
                    return true;
                },
                "orbit-ssh-close",
                CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is SshException or IOException or System.Net.Sockets.SocketException or ObjectDisposedException or InvalidOperationException)
        {
            logger.NotClosed(failure);
        }
    }
}
