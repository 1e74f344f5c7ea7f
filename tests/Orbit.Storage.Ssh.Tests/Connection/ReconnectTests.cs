using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Orbit.Storage.Ssh.Connection;
using Orbit.Storage.Ssh.Tests.Servers;

namespace Orbit.Storage.Ssh.Tests.Connection;

public class ReconnectTests
{
    [TestCase(true)]
    [TestCase(false)]
    public async Task LeaseAsync_ServerKilledAndStartedAgain_ConnectsAnew(bool usesRelay)
    {
        using OwnOpenSsh server = OwnOpenSsh.Start();
        SshBackendOptions options = server.NewOptions();
        options.UseRelay = usesRelay;
        await using SftpSessions sessions = LeaseTests.New(options);
        SftpLease first = await sessions.LeaseAsync(default);
        Assert.That(await first.RunAsync(client => client.Exists("."), default), Is.True);

        server.Kill();
        Assert.That(async () => await first.RunAsync(client => client.Exists("."), default), Throws.Exception);
        await first.DisposeAsync();
        Assert.That(async () => await sessions.LeaseAsync(default), Throws.TypeOf<StorageException>().With.Property(nameof(StorageException.Kind)).EqualTo(StorageErrorKind.ConnectionFailed));
        server.Start();

        await using SftpLease second = await sessions.LeaseAsync(default);
        Assert.That(await second.RunAsync(client => client.Exists("."), default), Is.True);
    }

    [Test]
    public async Task Connection_WithoutUse_IsClosedAfterTheIdleTimeout()
    {
        FakeTimeProvider time = new();
        SshBackendOptions options = OpenSshServer.NewOptions();
        options.IdleTimeout = TimeSpan.FromMinutes(1);
        await using SftpSessions sessions = new(options, time, NullLogger.Instance);
        SftpLease busy = await sessions.LeaseAsync(default);
        SftpLease idle = await sessions.LeaseAsync(default);
        await idle.DisposeAsync();

        time.Advance(TimeSpan.FromSeconds(61));

        Assert.That(sessions.Count, Is.EqualTo(1));
        Assert.That((busy.Connection.IsUsable, idle.Connection.IsUsable), Is.EqualTo((true, false)));
        await busy.DisposeAsync();
    }

    [Test]
    public async Task LeaseAsync_ServerTakesNoMoreConnections_SharesWhatThereIs()
    {
        using OwnOpenSsh server = OwnOpenSsh.Start("LogLevel VERBOSE");
        SshBackendOptions options = server.NewOptions();
        await using SftpSessions sessions = LeaseTests.New(options);
        await using SftpLease first = await sessions.LeaseAsync(default);
        File.WriteAllText(options.KnownHostsFile!, "");

        await using SftpLease second = await sessions.LeaseAsync(default);

        Assert.That(second.IsOnSameAs(first), Is.True);
    }
}
