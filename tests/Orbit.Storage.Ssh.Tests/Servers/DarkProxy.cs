using System.Net;
using System.Net.Sockets;

namespace Orbit.Storage.Ssh.Tests.Servers;

/// <summary>Carries connections to a server until the network goes dark: then nothing arrives any more, and nothing is closed.</summary>
internal sealed class DarkProxy : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly List<Socket> _sockets = [];
    private readonly int _target;
    private TaskCompletionSource _light = new();

    public DarkProxy(int target)
    {
        _target = target;
        _light.SetResult();
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(100);
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        _ = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>Stops every connection that there is; new ones pass.</summary>
    public void GoDark() => Interlocked.Exchange(ref _light, new TaskCompletionSource());

    public void Dispose()
    {
        _light.TrySetResult();
        _listener.Dispose();
        lock (_sockets)
        {
            _sockets.ForEach(socket => socket.Dispose());
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket near = await _listener.AcceptAsync();
                Socket far = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                lock (_sockets)
                {
                    _sockets.AddRange([near, far]);
                }

                await far.ConnectAsync(IPAddress.Loopback, _target);
                StrongBox light = new();
                _ = CarryAsync(near, far, light);
                _ = CarryAsync(far, near, light);
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task CarryAsync(Socket from, Socket to, StrongBox own)
    {
        byte[] buffer = new byte[65536];
        try
        {
            int count;
            while ((count = await from.ReceiveAsync(buffer)) > 0)
            {
                if (!own.IsLit(_light))
                {
                    await Task.Delay(Timeout.Infinite);
                }

                await to.SendAsync(buffer.AsMemory(0, count));
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
        }
    }

    // A connection made after it went dark has a light of its own.
    private sealed class StrongBox
    {
        private TaskCompletionSource? _seen;

        public bool IsLit(TaskCompletionSource light) => Interlocked.CompareExchange(ref _seen, light, null) is null || ReferenceEquals(_seen, light);
    }
}
