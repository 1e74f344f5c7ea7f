using Orbit.Storage.Ssh.Connection;
using Orbit.Storage.Ssh.Tests.Servers;

namespace Orbit.Storage.Ssh.Tests.Connection;

public class AuthenticationTests
{
    [Test]
    public Task LeaseAsync_WithThePassword_LogsIn() => LogInAsync(options => options.Password = OpenSshServer.Password);

    [TestCase("user_rsa")]
    [TestCase("user_ecdsa")]
    public Task LeaseAsync_WithAnEncryptedKey_LogsIn(string key) =>
        LogInAsync(options => options.PrivateKeys.Add(new SshPrivateKey { File = $"{OpenSshServer.State}/{key}", Passphrase = OpenSshServer.Passphrase }));

    [Test]
    public Task LeaseAsync_WithAKeyAsText_LogsIn() => LogInAsync(options => options.PrivateKeys.Add(new SshPrivateKey { Text = File.ReadAllText(OpenSshServer.Key) }));

    [Test]
    public Task LeaseAsync_WithSeveralKeys_TriesEach() => LogInAsync(options =>
    {
        options.PrivateKeys.Add(new SshPrivateKey { File = OpenSshServer.State + "/stranger" });
        options.PrivateKeys.Add(new SshPrivateKey { File = OpenSshServer.Key });
    });

    [Test]
    public Task LeaseAsync_WithARefusedKeyAndThePassword_LogsIn() => LogInAsync(options =>
    {
        options.PrivateKeys.Add(new SshPrivateKey { File = OpenSshServer.State + "/stranger" });
        options.Password = OpenSshServer.Password;
    });

    [TestCase(true)]
    [TestCase(false)]
    public async Task LeaseAsync_WithAWrongPassword_FailsForGoodAndKeepsTheSecret(bool usesRelay)
    {
        SshBackendOptions options = Options();
        options.Password = "hunter2-and-more";
        options.UseRelay = usesRelay;
        await using SftpSessions sessions = LeaseTests.New(options);

        StorageException failure = Assert.ThrowsAsync<StorageException>(async () => await sessions.LeaseAsync(default))!;

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.AuthenticationFailed));
        Assert.That(failure.IsTransient, Is.False);
        Assert.That(failure.ToString(), Does.Contain(options.User).And.Not.Contain("hunter2"));
    }

    [Test]
    public async Task LeaseAsync_WithARefusedKey_FailsForGood()
    {
        SshBackendOptions options = Options();
        options.PrivateKeys.Add(new SshPrivateKey { File = OpenSshServer.State + "/stranger" });
        await using SftpSessions sessions = LeaseTests.New(options);

        Assert.That(async () => await sessions.LeaseAsync(default), Throws.TypeOf<StorageException>().With.Property(nameof(StorageException.Kind)).EqualTo(StorageErrorKind.AuthenticationFailed));
    }

    [TestCase(null, "set its Passphrase")]
    [TestCase("hunter2", "the passphrase is wrong")]
    public async Task LeaseAsync_WithoutTheRightPassphrase_SaysSoAndKeepsTheSecret(string? passphrase, string problem)
    {
        SshBackendOptions options = Options();
        options.PrivateKeys.Add(new SshPrivateKey { File = OpenSshServer.State + "/user_ecdsa", Passphrase = passphrase });
        await using SftpSessions sessions = LeaseTests.New(options);

        StorageException failure = Assert.ThrowsAsync<StorageException>(async () => await sessions.LeaseAsync(default))!;

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.InvalidConfiguration));
        Assert.That(failure.ToString(), Does.Contain(problem).And.Contain("user_ecdsa").And.Not.Contain("hunter2"));
    }

    [Test]
    public async Task LeaseAsync_TwentyAtOnceWithAWrongPassword_TryItOnlyAsOftenAsThereAreConnections()
    {
        using OwnOpenSsh server = OwnOpenSsh.Start("LogLevel VERBOSE", "PasswordAuthentication yes");
        SshBackendOptions options = server.NewOptions();
        options.PrivateKeys.Clear();
        options.Password = "wrong";
        options.MaxConnections = 2;
        await using SftpSessions sessions = LeaseTests.New(options);

        Task<SftpLease>[] all = [.. Enumerable.Range(0, 20).Select(_ => sessions.LeaseAsync(default).AsTask())];

        foreach (Task<SftpLease> one in all)
        {
            Assert.That(async () => await one, Throws.TypeOf<StorageException>().With.Property(nameof(StorageException.Kind)).EqualTo(StorageErrorKind.AuthenticationFailed));
        }

        Assert.That(File.ReadAllLines(Path.Combine(server.Home, "log")).Count(line => line.Contains("Failed password", StringComparison.Ordinal)), Is.EqualTo(2));
    }

    [Test]
    public async Task LeaseAsync_MoreKeysThanTheServerTakes_FailsForGood()
    {
        using OwnOpenSsh server = OwnOpenSsh.Start("MaxAuthTries 2");
        SshBackendOptions options = server.NewOptions();
        options.PrivateKeys.Clear();
        foreach (string key in new[] { "stranger", "host_ed25519", "host_ecdsa", "user_ed25519" })
        {
            options.PrivateKeys.Add(new SshPrivateKey { File = $"{OpenSshServer.State}/{key}" });
        }

        await using SftpSessions sessions = LeaseTests.New(options);

        Assert.That(async () => await sessions.LeaseAsync(default), Throws.TypeOf<StorageException>().With.Property(nameof(StorageException.Kind)).EqualTo(StorageErrorKind.AuthenticationFailed));
    }

    [Test]
    public async Task LeaseAsync_ServerThatWantsKeyAndPassword_GivesBoth()
    {
        using OwnOpenSsh server = OwnOpenSsh.Start("AuthenticationMethods publickey,password", "PasswordAuthentication yes");
        SshBackendOptions options = server.NewOptions();
        options.Password = OpenSshServer.Password;
        await using SftpSessions sessions = LeaseTests.New(options);
        await using SftpLease lease = await sessions.LeaseAsync(default);

        Assert.That(await lease.RunAsync(client => client.Exists("."), default), Is.True);
    }

    private static async Task LogInAsync(Action<SshBackendOptions> configure)
    {
        SshBackendOptions options = Options();
        configure(options);
        await using SftpSessions sessions = LeaseTests.New(options);
        await using SftpLease lease = await sessions.LeaseAsync(default);

        Assert.That(await lease.RunAsync(client => client.Exists("."), default), Is.True);
    }

    private static SshBackendOptions Options()
    {
        SshBackendOptions options = OpenSshServer.NewOptions();
        options.PrivateKeys.Clear();
        return options;
    }
}
