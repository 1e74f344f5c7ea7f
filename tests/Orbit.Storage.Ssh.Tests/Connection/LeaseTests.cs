using Microsoft.Extensions.Logging.Abstractions;
using Orbit.Storage.Ssh.Connection;
using Orbit.Storage.Ssh.Tests.Servers;

namespace Orbit.Storage.Ssh.Tests.Connection;

public class LeaseTests
{
    [TestCase(true)]
    [TestCase(false)]
    public async Task RunAsync_OnARealServer_SeesTheRoot(bool usesRelay)
    {
        SshBackendOptions options = OpenSshServer.NewOptions();
        options.UseRelay = usesRelay;
        await using SftpSessions sessions = New(options);
        await using SftpLease lease = await sessions.LeaseAsync(default);

        bool exists = await lease.RunAsync(client => client.Exists(options.Root), default);

        Assert.That(exists, Is.True);
        Assert.That(lease.Client.ConnectionInfo.CurrentServerEncryption, Is.EqualTo("aes128-gcm@openssh.com"));
    }

    [Test]
    public async Task LeaseAsync_SixteenAtOnce_ShareAtMostMaxConnections()
    {
        SshBackendOptions options = OpenSshServer.NewOptions();
        options.MaxConnections = 3;
        await using SftpSessions sessions = New(options);

        SftpLease[] leases = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => sessions.LeaseAsync(default).AsTask()));
        bool[] found = await Task.WhenAll(leases.Select(lease => lease.RunAsync(client => client.Exists(options.Root), default)));

        Assert.That(found, Is.All.True);
        Assert.That(sessions.Count, Is.EqualTo(3));
        Assert.That(leases.Select(lease => lease.Connection).Distinct().Count(), Is.EqualTo(3));
        foreach (SftpLease lease in leases)
        {
            await lease.DisposeAsync();
        }
    }

    [Test]
    public async Task LeaseForCallAsync_BesideATransfer_SharesItsConnection()
    {
        await using SftpSessions sessions = New(OpenSshServer.NewOptions());
        await using SftpLease transfer = await sessions.LeaseAsync(default);

        await using SftpLease call = await sessions.LeaseForCallAsync(default);
        await using SftpLease other = await sessions.LeaseAsync(default);

        Assert.That(call.IsOnSameAs(transfer), Is.True, "a call of a few round trips is not worth a handshake");
        Assert.That(other.IsOnSameAs(transfer), Is.False, "another transfer is");
    }

    [Test]
    public async Task LeaseForCallAsync_ManyAtOnce_GetMoreThanOneConnection()
    {
        SshBackendOptions options = OpenSshServer.NewOptions();
        options.MaxConnections = 2;
        await using SftpSessions sessions = New(options);
        await using SftpLease first = await sessions.LeaseAsync(default);

        SftpLease[] calls = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => sessions.LeaseForCallAsync(default).AsTask()));

        Assert.That(sessions.Count, Is.EqualTo(2));
        foreach (SftpLease call in calls)
        {
            await call.DisposeAsync();
        }
    }

    [Test]
    public async Task LeaseAsync_ServerIsNear_TransfersShareAConnection()
    {
        await using SftpSessions sessions = New(OpenSshServer.NewOptions());
        sessions.RoundTrip.Note(sessions.RoundTrip.Start(), trips: 1);
        await using SftpLease first = await sessions.LeaseAsync(default);

        await using SftpLease second = await sessions.LeaseAsync(default);

        Assert.That(sessions.RoundTrip.IsShort, Is.True);
        Assert.That(second.IsOnSameAs(first), Is.True);
    }

    [Test]
    public async Task LeaseAsync_AfterTheLastWasReturned_ReusesItsConnection()
    {
        await using SftpSessions sessions = New(OpenSshServer.NewOptions());
        SftpLease first = await sessions.LeaseAsync(default);
        await first.DisposeAsync();
        await using SftpLease second = await sessions.LeaseAsync(default);

        Assert.That(second.IsOnSameAs(first), Is.True);
    }

    [Test]
    public async Task LeaseAsync_AfterABreak_TakesAnotherConnection()
    {
        await using SftpSessions sessions = New(OpenSshServer.NewOptions());
        SftpLease first = await sessions.LeaseAsync(default);
        first.Break();
        await first.DisposeAsync();
        await using SftpLease second = await sessions.LeaseAsync(default);

        Assert.That(second.IsOnSameAs(first), Is.False);
        Assert.That(await second.RunAsync(client => client.Exists("."), default), Is.True);
        Assert.That(sessions.Count, Is.EqualTo(1));
    }

    [Test]
    public async Task LeaseAsync_AfterAnAbort_CallsUnderWayFailAndTheNextSucceeds()
    {
        await using SftpSessions sessions = New(OpenSshServer.NewOptions());
        await using (SftpLease first = await sessions.LeaseAsync(default))
        {
            first.Abort();
            Assert.That(async () => await first.RunAsync(client => client.Exists("."), default), Throws.Exception);
        }

        await using SftpLease second = await sessions.LeaseAsync(default);
        Assert.That(await second.RunAsync(client => client.Exists("."), default), Is.True);
    }

    internal static SftpSessions New(SshBackendOptions options) => new(options, TimeProvider.System, NullLogger.Instance);
}
