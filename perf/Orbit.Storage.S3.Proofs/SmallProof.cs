using System.Globalization;
using Orbit.Storage.Measuring;

namespace Orbit.Storage.S3.Proofs;

/// <summary>Many small files: into the bucket, back into other files, and deleted, so many at once.</summary>
internal static class SmallProof
{
    public static async Task<int> RunAsync(string source, string target, int concurrency)
    {
        string[] names = [.. Directory.EnumerateFiles(source).Select(path => Path.GetFileName(path))];
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = concurrency };
        await using S3Backend backend = Endpoint.Backend("stored");
        Measurement put = Measurement.Start();
        await Parallel.ForEachAsync(names, parallel, async (name, token) => await backend.WriteFileAsync("small/" + name, Path.Combine(source, name), cancellationToken: token));
        put.Report(Line("put", names, put));
        Measurement get = Measurement.Start();
        await Parallel.ForEachAsync(names, parallel, async (name, token) => await backend.ReadToFileAsync("small/" + name, Path.Combine(target, name), cancellationToken: token));
        get.Report(Line("get", names, get));
        Measurement delete = Measurement.Start();
        await Parallel.ForEachAsync(names, parallel, async (name, token) => await backend.DeleteAsync("small/" + name, cancellationToken: token));
        delete.Report(Line("delete", names, delete));
        await Parallel.ForEachAsync(names, parallel, async (name, token) => await backend.WriteFileAsync("small/" + name, Path.Combine(source, name), cancellationToken: token));
        Measurement bulk = Measurement.Start();
        await backend.DeleteEachAsync(names.Select(name => (StoragePath)("small/" + name)));
        bulk.Report(Line("delete-bulk", names, bulk));
        return 0;
    }

    private static string Line(string what, string[] names, Measurement measurement) =>
        string.Create(CultureInfo.InvariantCulture, $"{what} objects={names.Length} per_s={names.Length / measurement.Elapsed.TotalSeconds:0}");
}
