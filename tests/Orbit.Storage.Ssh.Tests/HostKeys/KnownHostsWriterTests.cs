using Orbit.Storage.Ssh.HostKeys;

namespace Orbit.Storage.Ssh.Tests.HostKeys;

public sealed class KnownHostsWriterTests : IDisposable
{
    private static readonly SshHostKey Key = KnownHostsTests.NewKey(1);
    private static readonly SshHostKey Other = KnownHostsTests.NewKey(2);
    private static readonly HostName Host = new("server", 2222);
    private readonly string _directory = Directory.CreateTempSubdirectory("orbit-known-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Test]
    public void Add_NewHost_IsKnownAfterwards()
    {
        string file = Path.Combine(_directory, "below", "known_hosts");

        Assert.That(KnownHostsWriter.Add(file, Host, Key), Is.EqualTo(HostKeyStanding.Known));
        Assert.That(File.ReadAllText(file), Is.EqualTo($"[server]:2222 ssh-ed25519 {Convert.ToBase64String(Key.Blob)}\n"));
        if (!OperatingSystem.IsWindows())
        {
            Assert.That(File.GetUnixFileMode(file), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
            Assert.That(File.GetUnixFileMode(Path.GetDirectoryName(file)!), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
        }
    }

    [TestCase("# without an end", "# without an end\n")]
    [TestCase("# with an end\n", "# with an end\n")]
    public void Add_ToOtherLines_LeavesThemAsTheyAre(string before, string kept)
    {
        string file = Path.Combine(_directory, "known_hosts");
        File.WriteAllText(file, before);

        KnownHostsWriter.Add(file, Host, Key);

        Assert.That(File.ReadAllText(file), Is.EqualTo($"{kept}[server]:2222 ssh-ed25519 {Convert.ToBase64String(Key.Blob)}\n"));
    }

    [Test]
    public void Add_HostThatHasBecomeKnownByAnotherKey_IsChangedAndWritesNothing()
    {
        string file = Path.Combine(_directory, "known_hosts");
        KnownHostsWriter.Add(file, Host, Other);
        string before = File.ReadAllText(file);

        Assert.That(KnownHostsWriter.Add(file, Host, Key), Is.EqualTo(HostKeyStanding.Changed));
        Assert.That(File.ReadAllText(file), Is.EqualTo(before));
    }

    [Test]
    public void Read_WhileOthersAdd_SeesWholeLines()
    {
        string file = Path.Combine(_directory, "known_hosts");
        HostName[] hosts = [.. Enumerable.Range(1, 64).Select(port => new HostName("server", port + 1000))];

        Parallel.For(0, hosts.Length * 2, i =>
        {
            if (i % 2 == 0)
            {
                KnownHostsWriter.Add(file, hosts[i / 2], Key);
            }
            else
            {
                Assert.That(KnownHosts.Read(file, hosts[i / 2]).Judge(Key), Is.AnyOf(HostKeyStanding.Known, HostKeyStanding.Unknown));
            }
        });

        Assert.That(hosts.Select(host => KnownHosts.Read(file, host).Judge(Key)), Is.All.EqualTo(HostKeyStanding.Known));
    }

    [Test]
    public void Add_ManyAtOnce_OneKeyWins()
    {
        string file = Path.Combine(_directory, "known_hosts");
        HostKeyStanding[] standings = new HostKeyStanding[32];

        Parallel.For(0, standings.Length, i => standings[i] = KnownHostsWriter.Add(file, Host, i % 2 == 0 ? Key : Other));

        Assert.That(File.ReadAllLines(file), Has.Length.EqualTo(1));
        Assert.That(standings.Count(standing => standing == HostKeyStanding.Known), Is.EqualTo(16));
        Assert.That(standings.Count(standing => standing == HostKeyStanding.Changed), Is.EqualTo(16));
    }
}
