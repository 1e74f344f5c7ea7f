using System.Globalization;
using Renci.SshNet;

namespace Orbit.Storage.Ssh.Proofs;

/// <summary>The server that perf/sftp.sh has started, by its environment, and the ways to it that are compared.</summary>
internal static class Server
{
    public static string Root => Get("ROOT");

    /// <summary>The library's way: <c>orbit</c>, with any of <c>-direct</c> (no relay), <c>-program</c> (the server's own program) and <c>-1</c> to <c>-64</c> (connections) behind it.</summary>
    public static SshBackend Backend(string who)
    {
        SshBackendOptions options = new()
        {
            Host = Get("HOST"),
            Port = Port,
            User = Get("USER"),
            PrivateKeys = { new SshPrivateKey { File = Get("KEY") } },
            KnownHostsFile = Get("KNOWN_HOSTS"),
            Root = Root,
        };
        foreach (string word in who.Split('-').Skip(1))
        {
            switch (word)
            {
                case "program":
                    options.ServerProgram = Environment.GetEnvironmentVariable("ORBIT_SERVER_PROGRAM") ?? "/usr/lib/openssh/sftp-server";
                    break;
                case "direct":
                    options.UseRelay = false;
                    break;
                default:
                    options.MaxConnections = int.Parse(word, CultureInfo.InvariantCulture);
                    break;
            }
        }

        return new SshBackend(options);
    }

    /// <summary>SSH.NET as it is, but for the host's key, which it would not check at all.</summary>
    public static async Task<SftpClient> ConnectSshNetAsync()
    {
        SftpClient client = new(Get("HOST"), Port, Get("USER"), new PrivateKeyFile(Get("KEY")));
        await client.ConnectAsync(CancellationToken.None);
        return client;
    }

    private static int Port => int.Parse(Get("PORT"), CultureInfo.InvariantCulture);

    private static string Get(string name) =>
        Environment.GetEnvironmentVariable("ORBIT_TEST_SSH_" + name) ?? throw new InvalidOperationException($"ORBIT_TEST_SSH_{name} is not set; perf/sftp.sh sets it.");
}
