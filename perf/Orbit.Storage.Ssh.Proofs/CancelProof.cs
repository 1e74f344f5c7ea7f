using Orbit.Storage.Measuring;

namespace Orbit.Storage.Ssh.Proofs;

/// <summary>Transfers that are given up: reads and writes in turn, each at another moment. It then waits for its input to end, so that what the server has open can be counted.</summary>
internal static class CancelProof
{
    private const int AtOnce = 8;

    public static async Task<int> RunAsync(string who, int count)
    {
        await using SshBackend backend = Server.Backend(who);
        byte[] content = new byte[2 << 20];
        await backend.WriteBytesAsync("cancelled", content);
        int given = 0;
        Measurement measurement = Measurement.Start();
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, _) =>
        {
            using CancellationTokenSource canceler = new(TimeSpan.FromMilliseconds(i % 60));
            try
            {
                if (i % 2 == 0)
                {
                    await backend.WriteBytesAsync($"cancelled-{i}", content, cancellationToken: canceler.Token);
                }
                else
                {
                    await using StorageContent read = await backend.OpenReadAsync("cancelled", cancellationToken: canceler.Token);
                    await read.Reader.CopyToAsync(Stream.Null, canceler.Token);
                }
            }
            catch (OperationCanceledException)
            {
                Interlocked.Increment(ref given);
            }
        });
        measurement.Report($"cancel who={who} transfers={count} cancelled={given}");
        await Console.In.ReadToEndAsync();
        return 0;
    }
}
