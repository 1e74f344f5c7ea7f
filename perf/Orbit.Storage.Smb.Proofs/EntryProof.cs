using System.Globalization;
using Orbit.Storage.Measuring;

namespace Orbit.Storage.Smb.Proofs;

/// <summary>Entries without their content.</summary>
internal static class EntryProof
{
    public static async Task<int> StatAsync(string name, int count)
    {
        await using SmbBackend backend = Share.Open();
        await backend.StatAsync(name);
        Measurement measurement = Measurement.Start();
        for (int i = 0; i < count; i++)
        {
            await backend.StatAsync(name);
        }

        measurement.Report(string.Create(CultureInfo.InvariantCulture, $"stat each_ms={measurement.Elapsed.TotalMilliseconds / count:0.00}"));
        return 0;
    }

    public static async Task<int> ListAsync(string directory)
    {
        await using SmbBackend backend = Share.Open();
        Measurement measurement = Measurement.Start(collects: false);
        Measurement? settled = null;
        long count = 0;
        await foreach (StorageEntry entry in backend.ListAsync(directory))
        {
            // The later part of the listing, to see whether memory grows with it.
            settled = ++count == 10_000 ? Measurement.Start(collects: false) : settled;
        }

        measurement.Report($"list entries={count}", settled);
        return 0;
    }
}
