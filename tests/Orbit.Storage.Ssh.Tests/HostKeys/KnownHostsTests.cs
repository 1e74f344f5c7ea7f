using System.Diagnostics;
using System.Text;
using Orbit.Storage.Ssh.HostKeys;

namespace Orbit.Storage.Ssh.Tests.HostKeys;

public class KnownHostsTests
{
    private static readonly SshHostKey Key = NewKey(1);
    private static readonly SshHostKey Other = NewKey(2);

    [TestCase("server", 22, "server")]
    [TestCase("SERVER", 22, "server")]
    [TestCase("server", 22, "other,server,third")]
    [TestCase("server", 22, "serv*")]
    [TestCase("server", 22, "s?rver")]
    [TestCase("server", 2222, "[server]:2222")]
    [TestCase("server", 2222, "[*]:2222")]
    [TestCase("server", 2222, "server")]
    [TestCase("::1", 22, "::1")]
    [TestCase("::1", 2222, "[::1]:2222")]
    public void Judge_HostThatTheLineIsAbout_Known(string host, int port, string field) => Assert.That(Judge(host, port, Line(field, Key)), Is.EqualTo(HostKeyStanding.Known));

    [TestCase("server", 22, "[server]:2222")]
    [TestCase("server", 22, "serve")]
    [TestCase("server", 22, "*,!server")]
    [TestCase("server", 22, "!server,*")]
    [TestCase("server", 22, "s?ver")]
    [TestCase("server", 22, "|1|AAAA|AAAA")]
    [TestCase("server", 22, "|2|x|y")]
    public void Judge_HostThatNoLineIsAbout_Unknown(string host, int port, string field) => Assert.That(Judge(host, port, Line(field, Key)), Is.EqualTo(HostKeyStanding.Unknown));

    [Test]
    public void Judge_SeveralKeysOfOneHost_EachKnown() => Assert.That(Judge("server", 22, Line("server", Other), Line("server", Key)), Is.EqualTo(HostKeyStanding.Known));

    [Test]
    public void Judge_AnotherKeyKnown_Changed() => Assert.That(Judge("server", 22, Line("server", Other)), Is.EqualTo(HostKeyStanding.Changed));

    [Test]
    public void Judge_AnotherKeyKnownWithoutThePort_Unknown() => Assert.That(Judge("server", 2222, Line("server", Other)), Is.EqualTo(HostKeyStanding.Unknown));

    [Test]
    public void Judge_RevokedAndKnown_Revoked() => Assert.That(Judge("server", 22, Line("server", Key), "@revoked " + Line("*", Key)), Is.EqualTo(HostKeyStanding.Revoked));

    [Test]
    public void Judge_AnotherKeyRevoked_Known() => Assert.That(Judge("server", 22, Line("server", Key), "@revoked " + Line("*", Other)), Is.EqualTo(HostKeyStanding.Known));

    [Test]
    public void Judge_AuthorityAlone_DoesNotVouchForItsOwnKey() => Assert.That(Judge("server", 22, "@cert-authority " + Line("*", Key)), Is.EqualTo(HostKeyStanding.Unknown));

    [TestCase("# server ssh-ed25519 x")]
    [TestCase("")]
    [TestCase("server")]
    [TestCase("server ssh-ed25519")]
    [TestCase("server ssh-ed25519 %%%")]
    [TestCase("@unheard-of server ssh-ed25519 x")]
    public void Judge_LinesThatAreNone_AreLeftOut(string line) => Assert.That(Judge("server", 22, line, Line("server", Key)), Is.EqualTo(HostKeyStanding.Known));

    [Test]
    public void Judge_LineWhoseTypeIsNotItsKeys_IsLeftOut() =>
        Assert.That(Judge("server", 22, Line("server", Key).Replace("ssh-ed25519", "ssh-rsa", StringComparison.Ordinal)), Is.EqualTo(HostKeyStanding.Unknown));

    [TestCase("server", 22, "server", HostKeyStanding.Known)]
    [TestCase("server", 2222, "[server]:2222", HostKeyStanding.Known)]
    [TestCase("server2", 22, "server", HostKeyStanding.Unknown)]
    public void Judge_NamesThatSshKeygenHashed_AreFound(string host, int port, string field, object standing)
    {
        string directory = Directory.CreateTempSubdirectory("orbit-known-").FullName;
        string file = Path.Combine(directory, "known_hosts");
        try
        {
            File.WriteAllLines(file, [Line(field, Key)]);
            Hash(file);
            Assert.That(File.ReadAllText(file), Does.StartWith("|1|"));

            Assert.That(KnownHosts.Read(file, new HostName(host, port)).Judge(Key), Is.EqualTo(standing));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Test]
    public void Read_FileThatIsMissing_KnowsNobody() =>
        Assert.That(KnownHosts.Read("/no/such/known_hosts", new HostName("server", 22)).Judge(Key), Is.EqualTo(HostKeyStanding.Unknown));

    internal static SshHostKey NewKey(byte filling) => new([0, 0, 0, 11, .. "ssh-ed25519"u8, 0, 0, 0, 32, .. Enumerable.Repeat(filling, 32)]);

    internal static string Line(string field, SshHostKey key) => $"{field} {key.Type} {Convert.ToBase64String(key.Blob)} a comment";

    private static object Judge(string host, int port, params string[] lines)
    {
        using MemoryStream stream = new(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        return KnownHosts.Read(stream, new HostName(host, port)).Judge(Key);
    }

    private static void Hash(string file)
    {
        try
        {
            using Process hashing = Process.Start(new ProcessStartInfo("ssh-keygen", ["-H", "-f", file]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            hashing.WaitForExit();
        }
        catch (System.ComponentModel.Win32Exception absent)
        {
            Assert.Ignore("There is no ssh-keygen here: " + absent.Message);
        }
    }
}
