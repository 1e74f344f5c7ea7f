using System.Net;
using System.Net.Sockets;

namespace Orbit.Storage.Ssh.Tests.Faults;

/// <summary>Carries connections to the server, and resets one after so many bytes, as often as it is told.</summary>
internal sealed class FaultProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly object _gate = new();
    private readonly int _target;
    private readonly bool _countsToServer;
    private readonly long _each;
    private long _left;
    private int _resets;
    private int _connections;

    /// <param name="target">The server's port.</param>
    /// <param name="countsToServer">Which direction's bytes count.</param>
    /// <param name="each">After how many bytes, over all connections, one is reset.</param>
    /// <param name="resets">How often.</param>
    public FaultProxy(int target, bool countsToServer, long each, int resets)
    {
        (_target, _countsToServer, _each, _left, _resets) = (target, countsToServer, each, each, resets);
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>How long each piece takes on its way. Default: none.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>How many connections came.</summary>
    public int Connections => Volatile.Read(ref _connections);

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many resets are still to come.</summary>
    public int Left => Volatile.Read(ref _resets);

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket near = await _listener.AcceptSocketAsync();
                Socket far = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                near.NoDelay = true;
                Interlocked.Increment(ref _connections);
                await far.ConnectAsync(IPAddress.Loopback, _target);
                _ = CarryAsync(near, far, _countsToServer);
                _ = CarryAsync(far, near, !_countsToServer);
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task CarryAsync(Socket from, Socket to, bool counts)
    {
        byte[] buffer = new byte[65536];
        try
        {
            int count;
            while ((count = await from.ReceiveAsync(buffer)) > 0)
            {
                if (counts && IsTime(count))
                {
                    // Without a farewell, as a router that has forgotten the connection does.
                    (from.LingerState, to.LingerState) = (new LingerOption(true, 0), new LingerOption(true, 0));
                    break;
                }

                if (Delay > TimeSpan.Zero)
                {
                    await Task.Delay(Delay);
                }

                await to.SendAsync(buffer.AsMemory(0, count));
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
        }

        from.Dispose();
        to.Dispose();
    }

    private bool IsTime(int count)
    {
        lock (_gate)
        {
            _left -= count;
            if (_left > 0 || _resets == 0)
            {
                return false;
            }

            _left = _each;
            _resets--;
            return true;
        }
    }
}
