using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Orbit.Storage.Resilience;

namespace Orbit.Storage.Ssh.Connection;

/// <summary>Connects the socket to the server or to the proxy before it. Its buffers are left to the system, which tunes them to the path.</summary>
internal sealed class ServerSocket(DeadlineOptions deadlines, TimeProvider time)
{
    // Linux, tcp(7).
    private const int TcpLevel = 6;
    private const int TcpUserTimeout = 18;

    private const int KeepAliveSeconds = 15;
    private const int KeepAliveIntervalSeconds = 5;
    private const int KeepAliveProbes = 3;

    /// <summary>Tries the addresses in order, each for its share of the time. Blocks; ended by disposing the sockets that <paramref name="attempt"/> gets.</summary>
    public Socket Connect(IReadOnlyList<IPAddress> addresses, int port, ConnectAttempt attempt)
    {
        Exception? first = null;
        TimeSpan share = addresses.Count < 2 || deadlines.Connect == Timeout.InfiniteTimeSpan ? Timeout.InfiniteTimeSpan : deadlines.Connect / addresses.Count;
        foreach (IPAddress address in addresses)
        {
            Socket socket = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            using ITimer late = time.CreateTimer(static socket => ((Socket)socket!).Dispose(), socket, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            try
            {
                attempt.Guard(socket);
                Tune(socket, deadlines.Idle);
                // Not ConnectAsync: it would leave the socket in the state in which calls that block take a detour.
                late.Change(share, Timeout.InfiniteTimeSpan);
                socket.Connect(address, port);
                late.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                return socket;
            }
            catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
            {
                socket.Dispose();
                attempt.ThrowIfEnded();
                first ??= failure;
            }
        }

        throw first ?? new SocketException((int)SocketError.HostNotFound);
    }

    private static void Tune(Socket socket, TimeSpan silence)
    {
        socket.NoDelay = true;
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, KeepAliveSeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, KeepAliveIntervalSeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, KeepAliveProbes);
        if (silence == Timeout.InfiniteTimeSpan)
        {
            return;
        }

        // The first where the server is gone, the second where it is there and takes nothing.
        int milliseconds = (int)Math.Clamp(silence.TotalMilliseconds, 1, int.MaxValue);
        if (OperatingSystem.IsLinux())
        {
            socket.SetRawSocketOption(TcpLevel, TcpUserTimeout, MemoryMarshal.AsBytes(new ReadOnlySpan<int>(in milliseconds)));
        }

        socket.SendTimeout = milliseconds;
    }
}
