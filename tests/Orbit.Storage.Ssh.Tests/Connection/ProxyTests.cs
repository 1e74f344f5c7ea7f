using Orbit.Storage.Ssh.Connection;
using Orbit.Storage.Ssh.Tests.Servers;

namespace Orbit.Storage.Ssh.Tests.Connection;

public class ProxyTests
{
    [Test]
    public async Task LeaseAsync_ThroughAProxy_ReachesTheServer([Values] SshProxyKind kind, [Values] bool usesRelay)
    {
        using OwnProxy proxy = new();
        SshBackendOptions options = Options(proxy, kind, OwnProxy.Password);
        options.UseRelay = usesRelay;
        await using SftpSessions sessions = LeaseTests.New(options);
        await using SftpLease lease = await sessions.LeaseAsync(default);

        Assert.That(await lease.RunAsync(client => client.Exists("."), default), Is.True);
        Assert.That(proxy.Destinations, Is.EqualTo(new[] { $"127.0.0.1:{OpenSshServer.Port}" }));
    }

    [TestCase(SshProxyKind.Socks5)]
    [TestCase(SshProxyKind.Http)]
    public async Task LeaseAsync_ProxyThatDoesNotLetIn_NamesItAndKeepsTheSecret(SshProxyKind kind)
    {
        using OwnProxy proxy = new();
        await using SftpSessions sessions = LeaseTests.New(Options(proxy, kind, "wrong-secret"));

        StorageException failure = Assert.ThrowsAsync<StorageException>(async () => await sessions.LeaseAsync(default))!;

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.ConnectionFailed));
        Assert.That(failure.ToString(), Does.Contain($"{kind} proxy 127.0.0.1:{proxy.Port}").And.Not.Contain("wrong-secret"));
        Assert.That(proxy.Destinations, Is.Empty);
    }

    private static SshBackendOptions Options(OwnProxy proxy, SshProxyKind kind, string password)
    {
        SshBackendOptions options = OpenSshServer.NewOptions();
        options.Proxy = new SshProxy { Kind = kind, Host = "127.0.0.1", Port = proxy.Port, User = OwnProxy.User, Password = password };
        return options;
    }
}
