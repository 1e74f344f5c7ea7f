namespace Orbit.Storage.Ssh.Tests.Options;

public class SshBackendOptionsTests
{
    [Test]
    public void Validate_HostUserAndPassword_IsEnough() => Assert.That(New().Validate(), Is.Empty);

    [Test]
    public void Validate_Nothing_NamesAllThatIsMissing() =>
        Assert.That(string.Join(' ', new SshBackendOptions().Validate()), Does.Contain("Host").And.Contain("User").And.Contain("PrivateKeys, Password or Answer"));

    [TestCase("")]
    [TestCase("user@host")]
    [TestCase("host/path")]
    public void Validate_HostThatIsNone_SaysSo(string host) => Expect(options => options.Host = host, "Host must be");

    [TestCase("")]
    [TestCase("one\ntwo")]
    public void Validate_ServerProgramThatIsNoCommand_SaysSo(string command) => Expect(options => options.ServerProgram = command, "ServerProgram must be one command");

    [TestCase(0)]
    [TestCase(65536)]
    public void Validate_PortOutOfBounds_SaysSo(int port) => Expect(options => options.Port = port, $"Port is {port}");

    [TestCase(0)]
    [TestCase(65)]
    public void Validate_MaxConnectionsOutOfBounds_SaysSo(int count) => Expect(options => options.MaxConnections = count, $"MaxConnections is {count}");

    [Test]
    public void Validate_KeyFileThatIsMissing_SaysSo() => Expect(options => options.PrivateKeys.Add(new SshPrivateKey { File = "/no/such/key" }), "'/no/such/key', which does not exist");

    [Test]
    public void Validate_KeyOfNothing_SaysSo() => Expect(options => options.PrivateKeys.Add(new SshPrivateKey()), "File, Text and Source");

    [TestCase("MD5:00:11")]
    [TestCase("SHA256:short")]
    [TestCase("ohD8VZEXGWo6Ez8GSEJQ9WpafgLFsOfLOtGGQCQo6Og")]
    public void Validate_FingerprintThatIsNone_SaysSo(string fingerprint) => Expect(options => options.HostKeyFingerprints.Add(fingerprint), $"'{fingerprint}'; it must be as ssh-keygen");

    [Test]
    public void Validate_FingerprintsAndAFile_SaysSo() => Expect(
        options =>
        {
            options.HostKeyFingerprints.Add("SHA256:ohD8VZEXGWo6Ez8GSEJQ9WpafgLFsOfLOtGGQCQo6Og");
            options.KnownHostsFile = "known_hosts";
        },
        "leave KnownHostsFile and HostKeys out");

    [Test]
    public void Validate_AlgorithmThatIsUnknown_NamesThoseThatAreKnown() =>
        Expect(options => options.Algorithms = new SshAlgorithms { Ciphers = ["rot13"] }, "Algorithms.Ciphers has 'rot13'; known are aes128-ctr");

    [Test]
    public void Validate_NoAlgorithm_SaysSo() => Expect(options => options.Algorithms = new SshAlgorithms { Macs = [] }, "Algorithms.Macs is empty");

    [Test]
    public void Validate_ProxyWithoutHost_SaysSo() => Expect(options => options.Proxy = new SshProxy(), "it must have a host");

    [Test]
    public void Validate_HandshakeTimeoutOfNothing_SaysSo() => Expect(options => options.HandshakeTimeout = TimeSpan.Zero, "HandshakeTimeout is 00:00:00");

    [Test]
    public void ToString_OfWhatHoldsSecrets_ShowsNone()
    {
        SshPrivateKey key = new() { Text = "hunter2", Passphrase = "hunter2" };
        SshProxy proxy = new() { Host = "proxy", Password = "hunter2" };

        Assert.That($"{key} {proxy} {New()}", Does.Not.Contain("hunter2"));
    }

    private static SshBackendOptions New() => new() { Host = "host", User = "user", Password = "hunter2" };

    private static void Expect(Action<SshBackendOptions> change, string problem)
    {
        SshBackendOptions options = New();
        change(options);
        string[] problems = [.. options.Validate()];

        Assert.That(problems, Has.Exactly(1).Contains(problem));
        Assert.That(problems, Has.None.Contains("hunter2"));
    }
}
