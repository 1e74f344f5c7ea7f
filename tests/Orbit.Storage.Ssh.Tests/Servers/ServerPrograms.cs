namespace Orbit.Storage.Ssh.Tests.Servers;

/// <summary>Where OpenSSH's SFTP program lies on this machine, which is the server too.</summary>
internal static class ServerPrograms
{
    private static readonly string[] Places = ["/usr/lib/openssh/sftp-server", "/usr/libexec/openssh/sftp-server", "/usr/lib/ssh/sftp-server", "/usr/libexec/sftp-server"];

    public static string Find()
    {
        string? place = Places.FirstOrDefault(File.Exists);
        if (place is null)
        {
            Assert.Ignore("server absent: there is no sftp-server in any of its usual places.");
        }

        return place!;
    }
}
