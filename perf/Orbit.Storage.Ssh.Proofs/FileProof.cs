using Orbit.Storage.Measuring;
using Renci.SshNet;

namespace Orbit.Storage.Ssh.Proofs;

/// <summary>One file, up or down, by the library and by SSH.NET as it is.</summary>
internal static class FileProof
{
    public static async Task<int> WriteAsync(string who, string file, string name)
    {
        Measurement measurement = Measurement.Start();
        if (who == "sshnet")
        {
            using SftpClient client = await Server.ConnectSshNetAsync();
            await using FileStream source = File.OpenRead(file);
            await client.UploadFileAsync(source, $"{Server.Root}/{name}");
        }
        else
        {
            await using SshBackend backend = Server.Backend(who);
            await backend.WriteFileAsync(name, file);
        }

        measurement.Report($"write who={who} bytes={new FileInfo(file).Length}");
        return 0;
    }

    public static async Task<int> ReadAsync(string who, string name, string file)
    {
        Measurement measurement = Measurement.Start();
        if (who == "sshnet")
        {
            using SftpClient client = await Server.ConnectSshNetAsync();
            await using FileStream target = File.Create(file);
            await client.DownloadFileAsync($"{Server.Root}/{name}", target);
        }
        else
        {
            await using SshBackend backend = Server.Backend(who);
            await backend.ReadToFileAsync(name, file);
        }

        measurement.Report($"read who={who} bytes={new FileInfo(file).Length}");
        return 0;
    }
}
