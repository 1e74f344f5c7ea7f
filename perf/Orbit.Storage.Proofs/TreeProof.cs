using Orbit.Storage.Local;

namespace Orbit.Storage.Proofs;

/// <summary>Copies and mirrors trees, which is what <c>rclone copy</c> and <c>rclone sync</c> do.</summary>
internal static class TreeProof
{
    public static async Task<int> CopyAsync(string source, string target, int concurrency)
    {
        Measurement measurement = Measurement.Start();
        await using LocalBackend from = new(new LocalBackendOptions { Root = source });
        await using LocalBackend to = new(new LocalBackendOptions { Root = target });
        Report(measurement, await from.CopyTreeAsync("", to, "", new CopyTreeOptions { Concurrency = concurrency }));
        return 0;
    }

    public static async Task<int> SyncAsync(string source, string target)
    {
        Measurement measurement = Measurement.Start();
        await using LocalBackend from = new(new LocalBackendOptions { Root = source });
        await using LocalBackend to = new(new LocalBackendOptions { Root = target });
        Report(measurement, await from.SyncAsync("", to, "", new SyncOptions { DeleteExtra = true }));
        return 0;
    }

    public static async Task<int> SyncGeneratedAsync(long entries, bool ordered)
    {
        Measurement measurement = Measurement.Start();
        await using GeneratedTree from = new(entries, ordered);
        await using GeneratedTree to = new(entries, ordered);
        Report(measurement, await from.SyncAsync("", to, "", new SyncOptions { DeleteExtra = true }));
        return 0;
    }

    private static void Report(Measurement measurement, TreeReport report) =>
        measurement.Report($"transferred={report.Transferred} bytes={report.TransferredBytes} unchanged={report.Unchanged} deleted={report.Deleted} failed={report.Failed}");
}
