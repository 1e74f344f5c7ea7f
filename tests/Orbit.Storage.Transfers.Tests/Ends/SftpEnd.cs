using System.Globalization;
using Orbit.Storage.Ssh;

namespace Orbit.Storage.Transfers.Tests.Ends;

/// <summary>A directory of OpenSSH's, looked at by the file system behind it.</summary>
internal sealed class SftpEnd : DirectoryEnd
{
    private readonly SshBackend _backend;

    /// <param name="port">Another port that leads to the server. Default: null, its own.</param>
    /// <param name="configure">What else is to be set. Default: nothing.</param>
    public SftpEnd(int? port = null, Action<SshBackendOptions>? configure = null)
        : base(EndKind.Sftp, ServerVariables.NewDirectory(ServerVariables.Require("ORBIT_TEST_SSH_ROOT")))
    {
        SshBackendOptions options = new()
        {
            Host = ServerVariables.Require("ORBIT_TEST_SSH_HOST"),
            Port = port ?? Port,
            User = ServerVariables.Require("ORBIT_TEST_SSH_USER"),
            PrivateKeys = { new SshPrivateKey { File = ServerVariables.Require("ORBIT_TEST_SSH_KEY") } },
            KnownHostsFile = Directory + ".known_hosts",
            Root = Directory,
        };
        File.WriteAllText(
            options.KnownHostsFile,
            File.ReadAllText(ServerVariables.Require("ORBIT_TEST_SSH_KNOWN_HOSTS")).Replace(
                string.Create(CultureInfo.InvariantCulture, $":{Port} "), string.Create(CultureInfo.InvariantCulture, $":{options.Port} "), StringComparison.Ordinal));
        configure?.Invoke(options);
        _backend = new SshBackend(options);
    }

    /// <summary>The server's own port.</summary>
    public static int Port => int.Parse(ServerVariables.Require("ORBIT_TEST_SSH_PORT"), CultureInfo.InvariantCulture);

    public override IStorageBackend Backend => _backend;

    /// <summary>The server's keys, under the port that was asked for.</summary>
    public string KnownHosts => Directory + ".known_hosts";

    public override async ValueTask DisposeAsync()
    {
        File.Delete(KnownHosts);
        await base.DisposeAsync();
    }
}
