using System.Net;
using System.Net.Sockets;
using Orbit.Storage.Resilience;
using Orbit.Storage.Ssh.Connection;

namespace Orbit.Storage.Ssh.Tests.Connection;

public sealed class ServerSocketTests : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly ConnectAttempt _attempt = new(_ => Timeout.InfiniteTimeSpan, TimeProvider.System, default);

    public ServerSocketTests()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(1);
    }

    private int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    public void Dispose()
    {
        _attempt.Dispose();
        _listener.Dispose();
    }

    [Test]
    public void Connect_FirstAddressRefuses_TriesTheNext()
    {
        using Socket socket = Connect(IPAddress.Parse("127.0.0.2"), IPAddress.Loopback);

        Assert.That(((IPEndPoint)socket.RemoteEndPoint!).Address, Is.EqualTo(IPAddress.Loopback));
    }

    [Test]
    public void Connect_EveryAddressRefuses_TellsOfTheFirst() =>
        Assert.That(() => Connect(IPAddress.Parse("127.0.0.2"), IPAddress.Parse("127.0.0.3")), Throws.TypeOf<SocketException>().With.Property(nameof(SocketException.SocketErrorCode)).EqualTo(SocketError.ConnectionRefused));

    [Test]
    public void Connect_LeavesTheBuffersToTheSystem()
    {
        using Socket plain = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        plain.Connect(_listener.LocalEndPoint!);
        using Socket socket = Connect(IPAddress.Loopback);

        Assert.That((socket.ReceiveBufferSize, socket.SendBufferSize), Is.EqualTo((plain.ReceiveBufferSize, plain.SendBufferSize)));
        Assert.That(socket.NoDelay, Is.True);
    }

    private Socket Connect(params IPAddress[] addresses) => new ServerSocket(new DeadlineOptions(), TimeProvider.System).Connect(addresses, Port, _attempt);
}
