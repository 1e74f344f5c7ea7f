using System.Net;
using System.Net.Sockets;
using System.Text;
using Orbit.Storage.Ssh.Connection;

namespace Orbit.Storage.Ssh.Tests.Connection;

public sealed class LoopbackRelayTests : IDisposable
{
    private readonly Socket _listener = NewSocket();
    private readonly Socket _server;
    private readonly LoopbackRelay _relay;
    private readonly IPEndPoint _entrance;

    public LoopbackRelayTests()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(1);
        Socket near = NewSocket();
        near.Connect(_listener.LocalEndPoint!);
        _server = _listener.Accept();
        _server.ReceiveTimeout = 10_000;
        _relay = LoopbackRelay.Start(near, out _entrance);
    }

    public void Dispose()
    {
        _relay.Dispose();
        _server.Dispose();
        _listener.Dispose();
    }

    [Test]
    public void Connection_WithTheSecret_ReachesTheServerBothWays()
    {
        using Socket client = Enter(_relay.Secret.User, _relay.Secret.Password);
        client.Send("up"u8);
        _server.Send("down"u8);

        Assert.That(Receive(_server, 2), Is.EqualTo("up"));
        Assert.That(Receive(client, 4), Is.EqualTo("down"));
    }

    [Test]
    public void Connection_WithAWrongSecret_IsClosedAndTheRightOneStillComesIn()
    {
        using Socket stranger = Enter(_relay.Secret.User, new string('0', 48));
        using Socket client = Enter(_relay.Secret.User, _relay.Secret.Password);
        client.Send("up"u8);

        Assert.That(() => Receive(stranger, 1), Throws.InstanceOf<EndOfStreamException>().Or.InstanceOf<SocketException>());
        Assert.That(Receive(_server, 2), Is.EqualTo("up"));
    }

    [Test]
    public void Connection_ThatGreetsLikeSsh_GetsNothing()
    {
        using Socket stranger = Connect();
        stranger.Send("SSH-2.0-stranger\r\n"u8);

        Assert.That(() => Receive(stranger, 1), Throws.InstanceOf<EndOfStreamException>().Or.InstanceOf<SocketException>());
        Assert.That(_server.Available, Is.Zero);
    }

    [Test]
    public void Connection_ThatIsSilent_HoldsNobodyUp()
    {
        using Socket silent = Connect();
        using Socket client = Enter(_relay.Secret.User, _relay.Secret.Password);
        client.Send("up"u8);

        Assert.That(Receive(_server, 2), Is.EqualTo("up"));
    }

    [Test]
    public void Connection_AfterTheOne_IsRefused()
    {
        using Socket client = Enter(_relay.Secret.User, _relay.Secret.Password);
        client.Send("up"u8);
        Receive(_server, 2);

        Assert.That(Connect, Throws.TypeOf<SocketException>());
    }

    [Test]
    public void Dispose_EndsBothSides()
    {
        using Socket client = Enter(_relay.Secret.User, _relay.Secret.Password);
        client.Send("up"u8);
        Receive(_server, 2);

        _relay.Dispose();

        Assert.That(() => Receive(client, 1), Throws.InstanceOf<EndOfStreamException>().Or.InstanceOf<SocketException>());
        Assert.That(() => Receive(_server, 1), Throws.InstanceOf<EndOfStreamException>().Or.InstanceOf<SocketException>());
    }

    [Test]
    public void Server_ThatEnds_LetsWhatItSentArrive()
    {
        using Socket client = Enter(_relay.Secret.User, _relay.Secret.Password);
        byte[] much = new byte[3_000_000];
        Task sending = Task.Run(() =>
        {
            _server.Send(much);
            _server.Shutdown(SocketShutdown.Send);
        });

        Receive(client, much.Length);

        Assert.That(() => Receive(client, 1), Throws.TypeOf<EndOfStreamException>());
        Assert.That(async () => await sending, Throws.Nothing);
    }

    [Test]
    public void Secret_Shown_IsNot() => Assert.That(_relay.Secret.ToString(), Does.Not.Contain(_relay.Secret.Password));

    private Socket Enter(string user, string password)
    {
        Socket socket = Connect();
        socket.Send([5, 2, 0, 2]);
        Receive(socket, 2);
        socket.Send([1, (byte)user.Length, .. Encoding.ASCII.GetBytes(user), (byte)password.Length, .. Encoding.ASCII.GetBytes(password)]);
        if (Receive(socket, 2)[1] == 0)
        {
            socket.Send([5, 1, 0, 1, 127, 0, 0, 1, 0, 22]);
            Receive(socket, 10);
        }

        return socket;
    }

    private Socket Connect()
    {
        Socket socket = NewSocket();
        try
        {
            socket.Connect(_entrance);
            socket.ReceiveTimeout = 10_000;
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static Socket NewSocket() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    private static string Receive(Socket socket, int count)
    {
        byte[] bytes = new byte[count];
        for (int received = 0; received < count;)
        {
            int more = socket.Receive(bytes.AsSpan(received));
            received += more > 0 ? more : throw new EndOfStreamException();
        }

        return Encoding.Latin1.GetString(bytes);
    }
}
