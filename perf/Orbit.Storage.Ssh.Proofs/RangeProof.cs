using System.Diagnostics;
using System.Globalization;
using Orbit.Storage.Measuring;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Ssh.Proofs;

/// <summary>Ranges at random places of one file that is open, each asked for when the one before has come.</summary>
internal static class RangeProof
{
    public static async Task<int> RunAsync(string who, string name, int count, int bytes)
    {
        await using SshBackend backend = Server.Backend(who);
        await using IRangeSource source = await backend.OpenRangesAsync(name);
        Random random = new(7);
        byte[] buffer = new byte[bytes];
        List<double> times = [];
        Measurement measurement = Measurement.Start();
        for (int i = 0; i < count; i++)
        {
            ByteSpan span = new(random.NextInt64(source.Entry.Size!.Value - bytes), bytes);
            long started = Stopwatch.GetTimestamp();
            await using IRangeBody body = await source.OpenAsync(span, CancellationToken.None);
            for (int filled = 0, more; filled < bytes; filled += more)
            {
                more = await body.ReadAsync(buffer.AsMemory(filled), CancellationToken.None);
                if (more == 0)
                {
                    return 1;
                }
            }

            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        times.Sort();
        measurement.Report(string.Create(
            CultureInfo.InvariantCulture, $"ranges who={who} count={count} bytes={(long)count * bytes} p50_ms={times[count / 2]:0.0} p90_ms={times[count * 9 / 10]:0.0} max_ms={times[^1]:0.0}"));
        return 0;
    }
}
