using System.Globalization;

namespace Orbit.Storage.Ssh.Tests.Servers;

/// <summary>The server that <c>eng/servers/openssh.sh</c> has started, by its environment.</summary>
internal static class OpenSshServer
{
    public static string Host => Get("HOST");

    public static int Port => int.Parse(Get("PORT"), CultureInfo.InvariantCulture);

    public static string User => Get("USER");

    public static string Password => Get("PASSWORD");

    /// <summary>A private key without a passphrase.</summary>
    public static string Key => Get("KEY");

    /// <summary>What the other keys, <c>user_rsa</c> and <c>user_ecdsa</c> in <see cref="State"/>, are encrypted with.</summary>
    public static string Passphrase => Get("PASSPHRASE");

    public static string KnownHosts => Get("KNOWN_HOSTS");

    /// <summary>A directory that the user may write, under the same name here and on the server.</summary>
    public static string Root => Get("ROOT");

    /// <summary>The keys that the user may log in with; the user may read it.</summary>
    public static string AuthorizedKeys => Get("AUTHORIZED_KEYS");

    /// <summary>Configuration, keys and the log.</summary>
    public static string State => Get("STATE");

    /// <summary>A directory on a disk of 4 MiB, or null where none could be made.</summary>
    public static string? Small => Environment.GetEnvironmentVariable("ORBIT_TEST_SSH_SMALL");

    /// <summary>Options that reach a new directory below <see cref="Root"/> with the key.</summary>
    public static SshBackendOptions NewOptions(string? root = null) => new()
    {
        Host = Host,
        Port = Port,
        User = User,
        PrivateKeys = { new SshPrivateKey { File = Key } },
        KnownHostsFile = KnownHosts,
        Root = root ?? NewDirectory(),
    };

    /// <summary>Makes a directory below <see cref="Root"/> that the server's user may write.</summary>
    public static string NewDirectory()
    {
        string directory = Path.Combine(Root, Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(directory);
        // The server's user is not the one who runs the tests.
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(directory, (UnixFileMode)0b111_111_111);
        }

        return directory;
    }

    private static string Get(string name)
    {
        string? value = Environment.GetEnvironmentVariable("ORBIT_TEST_SSH_" + name);
        if (value is null)
        {
            Assert.Ignore("server absent: start one with eng/servers/openssh.sh, and source its openssh.env.");
        }

        return value!;
    }
}
