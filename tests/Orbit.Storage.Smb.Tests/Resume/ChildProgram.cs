using Orbit.Storage.Smb.Tests.Servers;
using Orbit.Storage.Tests.Shared;

namespace Orbit.Storage.Smb.Tests.Resume;

/// <summary>What this program does when a test starts it again, to be killed. The server is known by the environment.</summary>
internal static class ChildProgram
{
    public static async Task<int> Main(string[] args)
    {
        if (args is not [string variant, string root, string path, string journal, string stallsAt])
        {
            return 2;
        }

        await using SmbBackend backend = new(SambaServer.NewOptions(variant, root));
        return await KilledWrite.RunAsync(backend, path, journal, stallsAt);
    }
}
