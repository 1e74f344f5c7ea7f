using System.Globalization;

namespace Orbit.Storage.Ssh.Tests.Servers;

/// <summary>The server of another make that <c>eng/servers/proftpd.sh</c> has started, by its environment.</summary>
internal static class OtherServer
{
    /// <summary>Options that reach a directory of it.</summary>
    public static SshBackendOptions NewOptions(string root) => new()
    {
        Host = Get("HOST"),
        Port = int.Parse(Get("PORT"), CultureInfo.InvariantCulture),
        User = Get("USER"),
        PrivateKeys = { new SshPrivateKey { File = Get("KEY") } },
        KnownHostsFile = Get("KNOWN_HOSTS"),
        Server = SshServerKind.Other,
        Root = root,
    };

    /// <summary>Makes a directory that the server's user may write, under the same name here and on the server.</summary>
    public static string NewDirectory()
    {
        string directory = Path.Combine(Get("ROOT"), Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(directory);
        return directory;
    }

    private static string Get(string name)
    {
        string? value = Environment.GetEnvironmentVariable("ORBIT_TEST_SSH_OTHER_" + name);
        if (value is null)
        {
            Assert.Ignore("server absent: start another SFTP server with eng/servers/proftpd.sh and source its proftpd.env.");
        }

        return value!;
    }
}
