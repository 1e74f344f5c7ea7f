using Orbit.Storage.Local;

namespace Orbit.Storage.Proofs;

/// <summary>Copies one file to another of the same directory, which is what <c>cp</c> does.</summary>
internal static class CopyProof
{
    public static async Task<int> RunAsync(string source, string destination, bool through)
    {
        string root = Path.GetDirectoryName(Path.GetFullPath(source))!;
        StoragePath from = Path.GetFileName(source);
        StoragePath to = Path.GetRelativePath(root, Path.GetFullPath(destination));
        Measurement measurement = Measurement.Start();
        await using LocalBackend backend = new(new LocalBackendOptions { Root = root });
        if (through)
        {
            await using StorageContent content = await backend.OpenReadAsync(from);
            await backend.WriteAsync(to, content.Reader, new WriteOptions { ExpectedLength = content.Size });
        }
        else
        {
            await backend.CopyAsync(from, to);
        }

        measurement.Report($"bytes={(await backend.StatAsync(to)).Size}");
        return 0;
    }
}
