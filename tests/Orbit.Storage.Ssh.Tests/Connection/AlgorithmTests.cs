using Orbit.Storage.Ssh.Connection;
using Orbit.Storage.Ssh.Tests.Servers;

namespace Orbit.Storage.Ssh.Tests.Connection;

public class AlgorithmTests
{
    [Test]
    public async Task LeaseAsync_RestrictedAlgorithms_AgreesOnThose()
    {
        SshBackendOptions options = OpenSshServer.NewOptions();
        options.Algorithms = new SshAlgorithms
        {
            Ciphers = ["aes256-ctr"],
            KeyExchanges = ["ecdh-sha2-nistp256"],
            Macs = ["hmac-sha2-512-etm@openssh.com"],
            HostKeys = ["ecdsa-sha2-nistp256"],
        };
        await using SftpSessions sessions = LeaseTests.New(options);
        await using SftpLease lease = await sessions.LeaseAsync(default);

        Renci.SshNet.ConnectionInfo agreed = lease.Client.ConnectionInfo;
        Assert.That(
            (agreed.CurrentClientEncryption, agreed.CurrentKeyExchangeAlgorithm, agreed.CurrentServerHmacAlgorithm, agreed.CurrentHostKeyAlgorithm),
            Is.EqualTo(("aes256-ctr", "ecdh-sha2-nistp256", "hmac-sha2-512-etm@openssh.com", "ecdsa-sha2-nistp256")));
    }

    [Test]
    public async Task LeaseAsync_NothingInCommon_FailsForGoodAndSaysWhat()
    {
        using OwnOpenSsh server = OwnOpenSsh.Start("Ciphers aes256-ctr");
        SshBackendOptions options = server.NewOptions();
        options.Algorithms = new SshAlgorithms { Ciphers = ["aes128-gcm@openssh.com"] };
        await using SftpSessions sessions = LeaseTests.New(options);

        StorageException failure = Assert.ThrowsAsync<StorageException>(async () => await sessions.LeaseAsync(default))!;

        Assert.That((failure.Kind, failure.IsTransient), Is.EqualTo((StorageErrorKind.ConnectionFailed, false)));
        Assert.That(failure.Message, Does.Contain("aes256-ctr").And.Contain("Algorithms"));
    }
}
