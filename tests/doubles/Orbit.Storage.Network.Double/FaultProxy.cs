using System.Net;
using System.Net.Sockets;

namespace Orbit.Storage.Network.Double;

/// <summary>Carries connections to a server on this machine, counts what it carries, and lets them meet faults.</summary>
public sealed class FaultProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly INetworkFaults _faults;
    private readonly int _target;
    private int _connections;
    private long _toServer;
    private long _fromServer;

    /// <summary>Starts it.</summary>
    /// <param name="target">The server's port.</param>
    /// <param name="faults">What goes wrong. Default: nothing.</param>
    public FaultProxy(int target, INetworkFaults? faults = null)
    {
        (_target, _faults) = (target, faults ?? new EvenResets(toServer: true, long.MaxValue, resets: 0));
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>How long each piece takes on its way. Default: none.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>How many connections came.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>How many bytes went to the server.</summary>
    public long BytesToServer => Interlocked.Read(ref _toServer);

    /// <summary>How many bytes came from the server.</summary>
    public long BytesFromServer => Interlocked.Read(ref _fromServer);

    /// <summary>Where it listens.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many faults are still to come.</summary>
    public int Left => _faults.Left;

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket near = await _listener.AcceptSocketAsync().ConfigureAwait(false);
                Interlocked.Increment(ref _connections);
                _ = ConnectAsync(near);
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ConnectAsync(Socket near)
    {
        Socket far = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        near.NoDelay = true;
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, _target).ConfigureAwait(false);
        }
        catch (SocketException)
        {
            near.Dispose();
            far.Dispose();
            return;
        }

        Silence silence = new();
        _ = CarryAsync(near, far, silence, toServer: true);
        _ = CarryAsync(far, near, silence, toServer: false);
    }

    private async Task CarryAsync(Socket from, Socket to, Silence silence, bool toServer)
    {
        byte[] buffer = new byte[65536];
        try
        {
            int count;
            while ((count = await from.ReceiveAsync(buffer).ConfigureAwait(false)) > 0)
            {
                NetworkFault fault = silence.IsOn ? NetworkFault.None : _faults.Next(toServer, count);
                if (fault == NetworkFault.Reset)
                {
                    (from.LingerState, to.LingerState) = (new LingerOption(true, 0), new LingerOption(true, 0));
                    break;
                }

                silence.IsOn |= fault == NetworkFault.Stall;
                if (silence.IsOn)
                {
                    // Read on, so that it is noticed when this end gives up.
                    continue;
                }

                if (Delay > TimeSpan.Zero)
                {
                    await Task.Delay(Delay).ConfigureAwait(false);
                }

                await to.SendAsync(buffer.AsMemory(0, count)).ConfigureAwait(false);
                Interlocked.Add(ref (toServer ? ref _toServer : ref _fromServer), count);
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
        }

        from.Dispose();
        to.Dispose();
    }

    /// <summary>Whether a connection passes nothing on any more.</summary>
    private sealed class Silence
    {
        public volatile bool IsOn;
    }
}
