using System.Diagnostics;
using Orbit.Storage.Ssh.Connection;
using Orbit.Storage.Ssh.Tests.Connection;
using Orbit.Storage.Ssh.Tests.Servers;

namespace Orbit.Storage.Ssh.Tests.HostKeys;

public sealed class HostCertificateTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("orbit-ca-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [TestCase("ed25519")]
    [TestCase("ecdsa")]
    [TestCase("rsa")]
    public async Task LeaseAsync_CertificateOfATrustedAuthority_IsTrusted(string type)
    {
        using OwnOpenSsh server = Start("127.0.0.1", "+1h", type);
        SshBackendOptions options = Options(server, $"@cert-authority [127.0.0.1]:* {Key("ca")}");
        await using SftpSessions sessions = LeaseTests.New(options);
        await using SftpLease lease = await sessions.LeaseAsync(default);

        Assert.That(lease.Client.ConnectionInfo.CurrentHostKeyAlgorithm, Does.Contain("-cert-v01"));
    }

    [Test]
    public async Task LeaseAsync_CertificateOfAnotherAuthority_IsRefused() => Assert.That(await RejectAsync("127.0.0.1", "+1h", "host"), Does.Contain("no authority"));

    [Test]
    public async Task LeaseAsync_CertificateForAnotherHost_IsRefused() => Assert.That(await RejectAsync("elsewhere", "+1h", "ca"), Does.Contain("elsewhere"));

    [Test]
    public async Task LeaseAsync_CertificateThatHasExpired_IsRefused() => Assert.That(await RejectAsync("127.0.0.1", "20200101:20200102", "ca"), Does.Contain("not valid"));

    [Test]
    public async Task LeaseAsync_RevokedAuthority_IsRefused() => Assert.That(await RejectAsync("127.0.0.1", "+1h", "ca", "@revoked * {ca}"), Does.Contain("no authority"));

    [Test]
    public async Task LeaseAsync_RevokedKeyInACertificate_IsRefused() => Assert.That(await RejectAsync("127.0.0.1", "+1h", "ca", "@revoked * {host}"), Does.Contain("revoked"));

    // A signed number does not need the first byte of such a key, and SSH.NET reads it as one.
    [TestCase("", "127.0.0.1", null)]
    [TestCase("", "elsewhere", "elsewhere")]
    [TestCase("@revoked * {host}", "127.0.0.1", "revoked")]
    public async Task LeaseAsync_CertifiedKeyThatBeginsWithSetBits_IsReadAsItIs(string line, string principal, string? refused)
    {
        using OwnOpenSsh server = Start(principal, "+1h", file => Ed25519KeyFile.Write(file, Ed25519KeyFile.SeedOfFF87));
        SshBackendOptions options = Options(server, $"@cert-authority * {Key("ca")}", line.Replace("{host}", Key("host"), StringComparison.Ordinal));
        if (refused is not null)
        {
            Assert.That((await HostKeyVerificationTests.RejectAsync(options)).Message, Does.Contain(refused));
            return;
        }

        await using SftpSessions sessions = LeaseTests.New(options);
        await using SftpLease lease = await sessions.LeaseAsync(default);

        Assert.That(lease.Client.ConnectionInfo.CurrentHostKeyAlgorithm, Is.EqualTo("ssh-ed25519-cert-v01@openssh.com"));
    }

    [Test]
    public async Task LeaseAsync_PlainKeyThatBeginsWithSetBits_IsReadAsItIs()
    {
        using OwnOpenSsh server = Start("127.0.0.1", "+1h", file => Ed25519KeyFile.Write(file, Ed25519KeyFile.SeedOfFF87));
        await using SftpSessions sessions = LeaseTests.New(Options(server, $"[127.0.0.1]:{server.Port} {Key("host")}"));
        await using SftpLease lease = await sessions.LeaseAsync(default);

        Assert.That(lease.Client.ConnectionInfo.CurrentHostKeyAlgorithm, Is.EqualTo("ssh-ed25519"));
    }

    [Test]
    public async Task LeaseAsync_NoAuthorityKnown_TakesThePlainKey()
    {
        using OwnOpenSsh server = Start("127.0.0.1", "+1h", "ed25519");
        SshBackendOptions options = Options(server, $"[127.0.0.1]:{server.Port} {Key("host")}");
        await using SftpSessions sessions = LeaseTests.New(options);
        await using SftpLease lease = await sessions.LeaseAsync(default);

        Assert.That(lease.Client.ConnectionInfo.CurrentHostKeyAlgorithm, Is.EqualTo("ssh-ed25519"));
    }

    private async Task<string> RejectAsync(string principal, string validity, string authority, params string[] more)
    {
        using OwnOpenSsh server = Start(principal, validity, "ed25519");
        string[] lines = [.. more.Select(line => line.Replace("{ca}", Key("ca"), StringComparison.Ordinal).Replace("{host}", Key("host"), StringComparison.Ordinal))];
        return (await HostKeyVerificationTests.RejectAsync(Options(server, [$"@cert-authority * {Key(authority)}", .. lines]))).Message;
    }

    private OwnOpenSsh Start(string principal, string validity, string type) => Start(principal, validity, file => Run("-q", "-t", type, "-N", "", "-f", file));

    private OwnOpenSsh Start(string principal, string validity, Action<string> writeHostKey)
    {
        Run("-q", "-t", "ed25519", "-N", "", "-f", Path.Combine(_directory, "ca"));
        writeHostKey(Path.Combine(_directory, "host"));
        Run("-q", "-s", Path.Combine(_directory, "ca"), "-I", "test", "-h", "-n", principal, "-V", validity, Path.Combine(_directory, "host.pub"));
        return OwnOpenSsh.StartWith([Path.Combine(_directory, "host")], [$"HostCertificate {_directory}/host-cert.pub", "Subsystem sftp internal-sftp"]);
    }

    private static SshBackendOptions Options(OwnOpenSsh server, params string[] lines)
    {
        SshBackendOptions options = OpenSshServer.NewOptions();
        options.Port = server.Port;
        options.KnownHostsFile = server.WriteKnownHosts(lines);
        return options;
    }

    private string Key(string name) => string.Join(' ', File.ReadAllText(Path.Combine(_directory, name + ".pub")).Split(' ', 3)[..2]);

    private static void Run(params string[] arguments)
    {
        try
        {
            using Process process = Process.Start("ssh-keygen", arguments);
            process.WaitForExit();
            Assert.That(process.ExitCode, Is.Zero);
        }
        catch (System.ComponentModel.Win32Exception absent)
        {
            Assert.Ignore("There is no ssh-keygen here: " + absent.Message);
        }
    }
}
