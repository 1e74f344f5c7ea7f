using Orbit.Storage.Measuring;

namespace Orbit.Storage.Smb.Proofs;

/// <summary>Many small files, so many at once.</summary>
internal static class SmallProof
{
    public static async Task<int> PutAsync(string source, string target, int concurrency)
    {
        await using SmbBackend backend = Share.Open();
        Measurement measurement = Measurement.Start(collects: false);
        await Parallel.ForEachAsync(
            Directory.EnumerateFiles(source),
            new ParallelOptions { MaxDegreeOfParallelism = concurrency },
            async (file, token) => await backend.WriteFileAsync($"{target}/{Path.GetFileName(file)}", file, cancellationToken: token));
        measurement.Report("small-put");
        return 0;
    }

    public static async Task<int> GetAsync(string source, string target, int concurrency)
    {
        await using SmbBackend backend = Share.Open();
        Measurement measurement = Measurement.Start(collects: false);
        await Parallel.ForEachAsync(
            backend.ListAsync(source),
            new ParallelOptions { MaxDegreeOfParallelism = concurrency },
            async (entry, token) => await backend.ReadToFileAsync(entry.Path, Path.Combine(target, entry.Name), cancellationToken: token));
        measurement.Report("small-get");
        return 0;
    }
}
