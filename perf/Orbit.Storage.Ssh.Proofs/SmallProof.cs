using Orbit.Storage.Measuring;

namespace Orbit.Storage.Ssh.Proofs;

/// <summary>Many small files into one directory and back into others, so many at once.</summary>
internal static class SmallProof
{
    public static async Task<int> RunAsync(string who, string source, string target, int concurrency)
    {
        string[] names = [.. Directory.EnumerateFiles(source).Select(path => Path.GetFileName(path))];
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = concurrency };
        await using SshBackend backend = Server.Backend(who);
        Measurement up = Measurement.Start();
        await Parallel.ForEachAsync(names, parallel, async (name, token) => await backend.WriteFileAsync("small/" + name, Path.Combine(source, name), cancellationToken: token));
        up.Report($"up who={who} files={names.Length}");
        Measurement down = Measurement.Start();
        await Parallel.ForEachAsync(names, parallel, async (name, token) => await backend.ReadToFileAsync("small/" + name, Path.Combine(target, name), cancellationToken: token));
        down.Report($"down who={who} files={names.Length}");
        return 0;
    }
}
