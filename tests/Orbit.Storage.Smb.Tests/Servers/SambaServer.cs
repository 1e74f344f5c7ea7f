using System.Globalization;

namespace Orbit.Storage.Smb.Tests.Servers;

/// <summary>The servers that <c>eng/servers/samba.sh</c> has started, by their environment.</summary>
internal static class SambaServer
{
    public static string Host => Get("HOST");

    public static string User => Get("USER");

    public static string Password => Get("PASSWORD");

    /// <summary>What the share "data" holds, as a directory here.</summary>
    public static string Root => Get("ROOT");

    /// <summary>What the share "small" holds, a disk of 4 MiB; null where none could be made.</summary>
    public static string? Small => Environment.GetEnvironmentVariable("ORBIT_TEST_SMB_SMALL");

    public static int Port(string variant = "plain") => int.Parse(Get("PORT_" + variant.ToUpperInvariant()), CultureInfo.InvariantCulture);

    /// <summary>Options that reach a new directory below <see cref="Root"/>.</summary>
    public static SmbBackendOptions NewOptions(string variant = "plain", string? root = null) => new()
    {
        Host = Host,
        Port = Port(variant),
        Share = "data",
        Root = root ?? NewDirectory(),
        User = User,
        Password = Password,
    };

    /// <summary>Makes a directory in the share.</summary>
    /// <returns>Its name there.</returns>
    public static string NewDirectory()
    {
        string name = Guid.NewGuid().ToString("N");
        Directory.CreateDirectory(Path.Combine(Root, name));
        return name;
    }

    private static string Get(string name)
    {
        string? value = Environment.GetEnvironmentVariable("ORBIT_TEST_SMB_" + name);
        if (value is null)
        {
            Assert.Ignore("server absent: start some with eng/servers/samba.sh, and source its samba.env.");
        }

        return value!;
    }
}
