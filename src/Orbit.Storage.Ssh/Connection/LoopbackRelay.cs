using System.Buffers;
using System.Net;
using System.Net.Sockets;

namespace Orbit.Storage.Ssh.Connection;

/// <summary>
/// Stands between SSH.NET and the network: SSH.NET connects to it over the loopback, and it owns the socket to the server, whose buffers the system tunes.
/// Closing it ends every call of SSH.NET at once, which nothing else can (docs/decisions/0100).
/// </summary>
/// <remarks>
/// It lets in the one connection that knows a secret made for it, as the user and password of SOCKS 5 (RFC 1928, RFC 1929), and then no longer listens. Two threads
/// of its own carry the bytes: on the pool's they would starve where SSH.NET blocks it.
/// </remarks>
internal sealed class LoopbackRelay : IDisposable
{
    private const int BufferSize = 128 * 1024;
    private const int MaxCandidates = 8;

    private readonly object _gate = new();
    private readonly Socket _server;
    private readonly Socket _listener;
    private readonly List<Socket> _candidates = [];
    private Socket? _client;
    private Exception? _failure;
    private int _running = 2;
    private bool _isClosed;

    private LoopbackRelay(Socket server)
    {
        _server = server;
        _listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    }

    public RelaySecret Secret { get; } = RelaySecret.Create();

    /// <summary>What broke the connection to the server first, or null.</summary>
    public Exception? Failure
    {
        get
        {
            lock (_gate)
            {
                return _failure;
            }
        }
    }

    /// <summary>Begins to listen for the one connection. The relay owns the socket from here on.</summary>
    /// <param name="server">A socket that is connected to the server.</param>
    /// <param name="endPoint">Where SSH.NET connects to.</param>
    public static LoopbackRelay Start(Socket server, out IPEndPoint endPoint)
    {
        LoopbackRelay relay = new(server);
        try
        {
            relay._listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            relay._listener.Listen(MaxCandidates);
            endPoint = (IPEndPoint)relay._listener.LocalEndPoint!;
            BlockingThreads.Start(() => relay.Guarded(relay.RunListener), "orbit-ssh-relay-in");
            return relay;
        }
        catch
        {
            relay.Dispose();
            throw;
        }
    }

    /// <summary>Closes everything at once; what is under way fails. May be called again.</summary>
    public void Dispose()
    {
        List<Socket> open;
        lock (_gate)
        {
            if (_isClosed)
            {
                return;
            }

            _isClosed = true;
            open = [_listener, _server, .. _candidates];
            if (_client is not null)
            {
                open.Add(_client);
            }
        }

        foreach (Socket socket in open)
        {
            // A reset: where the network is dark, the system would go on trying to deliver what is left.
            socket.Close(0);
        }
    }

    // Until the one has come, this thread lets in; then it carries what the server sends.
    private void RunListener()
    {
        while (TryAccept() is { } candidate)
        {
            bool isAdmitted;
            lock (_gate)
            {
                isAdmitted = !_isClosed && _client is null && _candidates.Count < MaxCandidates;
                if (isAdmitted)
                {
                    _candidates.Add(candidate);
                }
            }

            if (isAdmitted)
            {
                BlockingThreads.Start(() => Guarded(() => RunCandidate(candidate)), "orbit-ssh-relay-out");
            }
            else
            {
                candidate.Dispose();
            }
        }

        Socket? client;
        lock (_gate)
        {
            client = _client;
        }

        if (client is not null)
        {
            Carry(_server, client);
        }
    }

    private Socket? TryAccept()
    {
        try
        {
            return _listener.Accept();
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            return null;
        }
    }

    private void RunCandidate(Socket candidate)
    {
        bool isClient = RelayGate.Admits(candidate, Secret);
        lock (_gate)
        {
            _candidates.Remove(candidate);
            isClient = isClient && !_isClosed && _client is null;
            if (isClient)
            {
                _client = candidate;
            }
        }

        if (!isClient)
        {
            candidate.Dispose();
            return;
        }

        _listener.Close();
        Carry(candidate, _server);
    }

    private void Carry(Socket from, Socket to)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            int count;
            while ((count = from.Receive(buffer, 0, BufferSize, SocketFlags.None)) > 0)
            {
                for (int sent = 0; sent < count;)
                {
                    sent += to.Send(buffer, sent, count - sent, SocketFlags.None);
                }
            }

            // The other way may still have something to say.
            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            Fail(failure);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        if (Interlocked.Decrement(ref _running) == 0)
        {
            Dispose();
        }
    }

    private void Guarded(Action work)
    {
        try
        {
            work();
        }
#pragma warning disable CA1031 // Nobody else could catch it, and it would end the process.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Fail(failure);
        }
    }

    private void Fail(Exception failure)
    {
        lock (_gate)
        {
            if (!_isClosed)
            {
                _failure ??= failure;
            }
        }

        Dispose();
    }
}
