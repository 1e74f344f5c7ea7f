using Orbit.Storage.Ssh.Tests.Servers;
using Orbit.Storage.Tests.Shared;

namespace Orbit.Storage.Ssh.Tests.Resume;

/// <summary>What this program does when a test starts it again, to be killed. The server is known by the environment.</summary>
internal static class ChildProgram
{
    public static async Task<int> Main(string[] args)
    {
        if (args is not [string server, string root, string path, string journal, string stallsAt])
        {
            return 2;
        }

        await using SshBackend backend = new(server == "other" ? OtherServer.NewOptions(root) : OpenSshServer.NewOptions(root));
        return await KilledWrite.RunAsync(backend, path, journal, stallsAt);
    }
}
