using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Orbit.Storage.Ssh.Tests.Servers;

/// <summary>An OpenSSH server of one test's own, to configure, kill and start again; it knows the user and the keys of <see cref="OpenSshServer"/>.</summary>
internal sealed class OwnOpenSsh : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("orbit-sshd-").FullName;
    private readonly string _configuration;
    private Process? _process;

    private OwnOpenSsh(int port, string[] hostKeys, string[] lines)
    {
        Port = port;
        _configuration = Path.Combine(_directory, "sshd_config");
        File.WriteAllLines(_configuration,
        [
            .. lines,
            string.Create(CultureInfo.InvariantCulture, $"Port {port}"),
            "ListenAddress 127.0.0.1",
            .. hostKeys.Select(key => "HostKey " + key),
            "AuthorizedKeysFile " + OpenSshServer.AuthorizedKeys,
            "PidFile none",
            "StrictModes no",
            "UsePAM no",
            "PermitRootLogin no",
            "MaxStartups 200:30:400",
        ]);
    }

    public int Port { get; }

    /// <summary>Goes with the server.</summary>
    public string Home => _directory;

    /// <summary>Starts a server with the shared one's key of one type, and SFTP unless the lines say otherwise.</summary>
    public static OwnOpenSsh Start(params string[] lines) => StartWith([OpenSshServer.State + "/host_ed25519"], lines.Length > 0 && lines.Any(line => line.StartsWith("Subsystem", StringComparison.Ordinal)) ? lines : ["Subsystem sftp internal-sftp", .. lines]);

    public static OwnOpenSsh StartWith(string[] hostKeys, string[] lines)
    {
        using Socket free = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        free.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        int port = ((IPEndPoint)free.LocalEndPoint!).Port;
        free.Close();
        OwnOpenSsh server = new(port, hostKeys, lines);
        server.Start();
        return server;
    }

    public void Start()
    {
        ProcessStartInfo start = new("/usr/sbin/sshd", ["-D", "-f", _configuration, "-E", Path.Combine(_directory, "log")]);
        try
        {
            _process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception absent)
        {
            Assert.Ignore("server absent: " + absent.Message);
        }

        for (int left = 200; left > 0; left--)
        {
            using Socket probe = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                probe.Connect(IPAddress.Loopback, Port);
                return;
            }
            catch (SocketException)
            {
                Thread.Sleep(25);
            }
        }

        Assert.Fail("sshd does not start: " + File.ReadAllText(Path.Combine(_directory, "log")));
    }

    /// <summary>Ends the server and every session of it.</summary>
    public void Kill()
    {
        _process?.Kill(entireProcessTree: true);
        _process?.WaitForExit();
        _process?.Dispose();
        _process = null;
    }

    /// <summary>Options that reach it with the shared server's key, and verify its own.</summary>
    public SshBackendOptions NewOptions()
    {
        SshBackendOptions options = OpenSshServer.NewOptions();
        options.Port = Port;
        options.KnownHostsFile = WriteKnownHosts(KnownLine("host_ed25519"));
        return options;
    }

    /// <summary>A line that knows this server by one of the shared server's keys.</summary>
    public string KnownLine(string key) => string.Create(CultureInfo.InvariantCulture, $"[127.0.0.1]:{Port} {PublicKey(key)}");

    public string WriteKnownHosts(params string[] lines)
    {
        string file = Path.Combine(_directory, Guid.NewGuid().ToString("N"));
        File.WriteAllLines(file, lines);
        return file;
    }

    public static string PublicKey(string key) => string.Join(' ', File.ReadAllText($"{OpenSshServer.State}/{key}.pub").Split(' ', 3)[..2]);

    public void Dispose()
    {
        Kill();
        Directory.Delete(_directory, recursive: true);
    }
}
