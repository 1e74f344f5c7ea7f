using Orbit.Storage.Ssh.Connection;
using Orbit.Storage.Ssh.Tests.Connection;
using Orbit.Storage.Ssh.Tests.Servers;

namespace Orbit.Storage.Ssh.Tests.HostKeys;

public sealed class HostKeyVerificationTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("orbit-known-").FullName;

    private string KnownHosts => Path.Combine(_directory, "known_hosts");

    private static string Name => $"[127.0.0.1]:{OpenSshServer.Port}";

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [TestCase(true)]
    [TestCase(false)]
    public async Task LeaseAsync_UnknownHost_NamesHostTypeFingerprintAndFile(bool usesRelay)
    {
        SshBackendOptions options = Options();
        options.UseRelay = usesRelay;

        StorageException failure = await RejectAsync(options);

        Assert.That(failure.Message, Does.Contain(Name).And.Contain("ssh-ed25519").And.Contain(Fingerprints.Of("host_ed25519")).And.Contain(KnownHosts).And.Contain("not known"));
        Assert.That(File.Exists(KnownHosts), Is.False);
    }

    [Test]
    public async Task LeaseAsync_ChangedKey_NamesBoth()
    {
        SshBackendOptions options = Options($"{Name} {OwnOpenSsh.PublicKey("user_ed25519")}");

        StorageException failure = await RejectAsync(options);

        Assert.That(failure.Message, Does.Contain(Fingerprints.Of("host_ed25519")).And.Contain(Fingerprints.Of("user_ed25519")).And.Contain(KnownHosts));
    }

    [Test]
    public async Task LeaseAsync_RevokedKey_IsRefusedThoughItIsKnown()
    {
        SshBackendOptions options = Options($"{Name} {OwnOpenSsh.PublicKey("host_ed25519")}", $"@revoked * {OwnOpenSsh.PublicKey("host_ed25519")}");

        Assert.That((await RejectAsync(options)).Message, Does.Contain("revoked"));
    }

    [TestCase("host_ed25519", "ssh-ed25519")]
    [TestCase("host_ecdsa", "ecdsa-sha2-nistp256")]
    [TestCase("host_rsa", "rsa-sha2-512")]
    public async Task LeaseAsync_HostKnownByOneTypeOfKey_AsksForThatType(string key, string algorithm)
    {
        await using SftpSessions sessions = LeaseTests.New(Options($"{Name} {OwnOpenSsh.PublicKey(key)}"));
        await using SftpLease lease = await sessions.LeaseAsync(default);

        Assert.That(lease.Client.ConnectionInfo.CurrentHostKeyAlgorithm, Is.EqualTo(algorithm));
    }

    [Test]
    public async Task LeaseAsync_PinnedKey_IsTrustedWithoutAFile()
    {
        SshBackendOptions options = Pinned(Fingerprints.Of("host_ed25519"));
        await using SftpSessions sessions = LeaseTests.New(options);
        await using SftpLease lease = await sessions.LeaseAsync(default);

        Assert.That(lease.Client.IsConnected, Is.True);
    }

    [Test]
    public async Task LeaseAsync_KeyThatIsNotPinned_IsRefused()
    {
        StorageException failure = await RejectAsync(Pinned(Fingerprints.Of("user_ed25519")));

        Assert.That(failure.Message, Does.Contain(Name).And.Contain(Fingerprints.Of("host_ed25519")).And.Contain("HostKeyFingerprints"));
    }

    [Test]
    public async Task LeaseAsync_TrustOnFirstUse_WritesTheKeyDownAndRefusesAnotherLater()
    {
        SshBackendOptions options = Options();
        options.HostKeys = SshHostKeyPolicy.TrustOnFirstUse;
        await using (SftpSessions sessions = LeaseTests.New(options))
        {
            await (await sessions.LeaseAsync(default)).DisposeAsync();
        }

        Assert.That(File.ReadAllLines(KnownHosts), Is.EqualTo(new[] { $"{Name} {OwnOpenSsh.PublicKey("host_ed25519")}" }));
        File.WriteAllText(KnownHosts, $"{Name} {OwnOpenSsh.PublicKey("user_ed25519")}\n");
        await RejectAsync(options);
    }

    [Test]
    public async Task LeaseAsync_TrustOnFirstUseManyAtOnce_WritesOneLine()
    {
        SshBackendOptions options = Options();
        options.HostKeys = SshHostKeyPolicy.TrustOnFirstUse;
        SftpSessions[] all = [.. Enumerable.Range(0, 4).Select(_ => LeaseTests.New(options))];

        await Task.WhenAll(all.Select(async sessions => await (await sessions.LeaseAsync(default)).DisposeAsync()));

        Assert.That(File.ReadAllLines(KnownHosts), Has.Length.EqualTo(1));
        await Task.WhenAll(all.Select(sessions => sessions.DisposeAsync().AsTask()));
    }

    [Test]
    public async Task LeaseAsync_TrustOnFirstUseThatCannotBeWritten_IsRefused()
    {
        SshBackendOptions options = Options();
        options.KnownHostsFile = "/dev/null/known_hosts";
        options.HostKeys = SshHostKeyPolicy.TrustOnFirstUse;

        await RejectAsync(options);
    }

    [Test]
    public async Task LeaseAsync_KeysExchangedAgain_GoesOn()
    {
        using OwnOpenSsh server = OwnOpenSsh.Start("RekeyLimit 1M");
        SshBackendOptions options = server.NewOptions();
        await using SftpSessions sessions = LeaseTests.New(options);
        await using SftpLease lease = await sessions.LeaseAsync(default);

        await lease.RunAsync(
            client =>
            {
                client.WriteAllBytes(options.Root + "/much", new byte[8_000_000]);
                return true;
            },
            default);

        Assert.That(new FileInfo(options.Root + "/much").Length, Is.EqualTo(8_000_000));
    }

    internal static async Task<StorageException> RejectAsync(SshBackendOptions options)
    {
        await using SftpSessions sessions = LeaseTests.New(options);
        StorageException failure = Assert.ThrowsAsync<StorageException>(async () => await sessions.LeaseAsync(default))!;
        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.HostKeyRejected), failure.Message);
        Assert.That(failure.IsTransient, Is.False);
        return failure;
    }

    private SshBackendOptions Options(params string[] lines)
    {
        SshBackendOptions options = OpenSshServer.NewOptions();
        options.KnownHostsFile = KnownHosts;
        if (lines.Length > 0)
        {
            File.WriteAllLines(KnownHosts, lines);
        }

        return options;
    }

    private static SshBackendOptions Pinned(string fingerprint)
    {
        SshBackendOptions options = OpenSshServer.NewOptions();
        options.KnownHostsFile = null;
        options.HostKeyFingerprints.Add(fingerprint);
        return options;
    }
}
