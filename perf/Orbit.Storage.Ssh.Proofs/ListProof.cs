using Orbit.Storage.Measuring;
using Renci.SshNet;
using Renci.SshNet.Sftp;

namespace Orbit.Storage.Ssh.Proofs;

/// <summary>One directory from its first entry to its last. Memory is measured once more from the tenth part on, when code and pools are there.</summary>
internal static class ListProof
{
    private const int SettledAt = 10_000;

    public static async Task<int> RunAsync(string who, string directory)
    {
        Measurement measurement = Measurement.Start();
        Measurement? settled = null;
        int count = 0;
        if (who == "sshnet")
        {
            using SftpClient client = await Server.ConnectSshNetAsync();
            await foreach (ISftpFile _ in client.ListDirectoryAsync($"{Server.Root}/{directory}", CancellationToken.None))
            {
                count++;
            }
        }
        else
        {
            await using SshBackend backend = Server.Backend(who);
            await foreach (StorageEntry _ in backend.ListAsync(directory))
            {
                if (++count == SettledAt)
                {
                    settled = Measurement.Start(collects: false);
                }
            }
        }

        measurement.Report($"list who={who} entries={count}", settled);
        return 0;
    }
}
