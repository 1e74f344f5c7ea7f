using System.IO.Pipelines;
using Orbit.Storage.Measuring;

namespace Orbit.Storage.Smb.Proofs;

/// <summary>One large file.</summary>
internal static class FileProof
{
    public static async Task<int> PutAsync(string file, string name)
    {
        await using SmbBackend backend = Share.Open();
        Measurement measurement = Measurement.Start(collects: false);
        await backend.WriteFileAsync(name, file);
        measurement.Report("put");
        return 0;
    }

    public static async Task<int> GetAsync(string name, string file)
    {
        await using SmbBackend backend = Share.Open();
        Measurement measurement = Measurement.Start(collects: false);
        await backend.ReadToFileAsync(name, file);
        measurement.Report("get");
        return 0;
    }

    public static async Task<int> ReadAsync(string name)
    {
        await using SmbBackend backend = Share.Open();
        Measurement measurement = Measurement.Start(collects: false);
        await using StorageContent content = await backend.OpenReadAsync(name);
        long length = 0;
        for (ReadResult read = await content.Reader.ReadAsync(); ; read = await content.Reader.ReadAsync())
        {
            length += read.Buffer.Length;
            content.Reader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                break;
            }
        }

        measurement.Report($"read bytes={length}");
        return 0;
    }
}
