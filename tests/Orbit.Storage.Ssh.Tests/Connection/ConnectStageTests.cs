using System.Net;
using System.Net.Sockets;
using Orbit.Storage.Ssh.Connection;
using Orbit.Storage.Ssh.Tests.Servers;

namespace Orbit.Storage.Ssh.Tests.Connection;

public class ConnectStageTests
{
    [Test]
    public async Task LeaseAsync_HostThatNeverAnswers_EndsByTheDeadlineAndNamesTheStage()
    {
        using SilentServer server = new();
        SshBackendOptions options = OpenSshServer.NewOptions();
        options.Port = server.Port;
        options.HandshakeTimeout = TimeSpan.FromMilliseconds(300);
        await using SftpSessions sessions = LeaseTests.New(options);

        StorageException failure = Assert.ThrowsAsync<StorageException>(async () => await sessions.LeaseAsync(default))!;

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.Timeout));
        Assert.That(failure.Message, Does.Contain("'handshake'").And.Contain($"127.0.0.1:{server.Port}"));
    }

    [Test]
    public async Task LeaseAsync_CancelledDuringTheHandshake_EndsAtOnce()
    {
        using SilentServer server = new();
        SshBackendOptions options = OpenSshServer.NewOptions();
        options.Port = server.Port;
        options.HandshakeTimeout = Timeout.InfiniteTimeSpan;
        await using SftpSessions sessions = LeaseTests.New(options);
        using CancellationTokenSource source = new();
        Task<SftpLease> lease = sessions.LeaseAsync(source.Token).AsTask();

        source.CancelAfter(200);

        Assert.That(async () => await lease.WaitAsync(TimeSpan.FromSeconds(20)), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task DisposeAsync_DuringTheHandshake_EndsIt()
    {
        using SilentServer server = new();
        SshBackendOptions options = OpenSshServer.NewOptions();
        options.Port = server.Port;
        options.HandshakeTimeout = Timeout.InfiniteTimeSpan;
        SftpSessions sessions = LeaseTests.New(options);
        Task<SftpLease> lease = sessions.LeaseAsync(default).AsTask();
        await Task.Delay(200);

        await sessions.DisposeAsync();

        Assert.That(async () => await lease.WaitAsync(TimeSpan.FromSeconds(20)), Throws.TypeOf<ObjectDisposedException>());
    }

    [Test]
    public async Task LeaseAsync_ConnectionThatIsNotTaken_EndsByTheDeadlineAndNamesTheStage()
    {
        using Socket full = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        full.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        full.Listen(0);
        List<Socket> waiting = [];
        for (int i = 0; i < 4; i++)
        {
            Socket one = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
            waiting.Add(one);
            try
            {
                one.Connect(full.LocalEndPoint!);
            }
            catch (SocketException pending) when (pending.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
            {
            }
        }

        SshBackendOptions options = OpenSshServer.NewOptions();
        options.Port = ((IPEndPoint)full.LocalEndPoint!).Port;
        options.Deadlines.Connect = TimeSpan.FromMilliseconds(400);
        await using SftpSessions sessions = LeaseTests.New(options);

        StorageException failure = Assert.ThrowsAsync<StorageException>(async () => await sessions.LeaseAsync(default))!;

        waiting.ForEach(one => one.Dispose());
        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.Timeout));
        Assert.That(failure.Message, Does.Contain("'connect'"));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task LeaseAsync_NobodyListens_FailsAndNamesTheStage(bool usesRelay)
    {
        SshBackendOptions options = OpenSshServer.NewOptions();
        using (SilentServer server = new())
        {
            options.Port = server.Port;
        }

        options.UseRelay = usesRelay;
        await using SftpSessions sessions = LeaseTests.New(options);

        StorageException failure = Assert.ThrowsAsync<StorageException>(async () => await sessions.LeaseAsync(default))!;

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.ConnectionFailed));
        Assert.That(failure.IsTransient, Is.True);
        Assert.That(failure.Message, Does.Contain("'connect'").And.Contain("refused"));
    }

    [Test]
    public async Task LeaseAsync_ServerWithoutSftp_FailsForGoodAndNamesTheStage()
    {
        using OwnOpenSsh server = OwnOpenSsh.StartWith([OpenSshServer.State + "/host_ed25519"], []);
        await using SftpSessions sessions = LeaseTests.New(server.NewOptions());

        StorageException failure = Assert.ThrowsAsync<StorageException>(async () => await sessions.LeaseAsync(default))!;

        Assert.That(failure.Message, Does.Contain("'subsystem'"));
        Assert.That(failure.IsTransient, Is.False);
    }
}
