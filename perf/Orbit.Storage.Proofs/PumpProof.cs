using System.IO.Pipelines;
using Orbit.Storage.Local;

namespace Orbit.Storage.Proofs;

/// <summary>Writes content whose length nobody knows before its end.</summary>
internal static class PumpProof
{
    private const int Piece = 64 * 1024;

    public static async Task<int> RunAsync(string directory, long bytes)
    {
        Measurement measurement = Measurement.Start();
        await using LocalBackend backend = new(new LocalBackendOptions { Root = directory });
        Pipe pipe = new(new PipeOptions(pauseWriterThreshold: 16 * Piece, resumeWriterThreshold: 8 * Piece, minimumSegmentSize: Piece));
        Task<WriteResult> write = backend.WriteAsync("pumped", pipe.Reader);
        await ProduceAsync(pipe.Writer, bytes);
        WriteResult result = await write;
        measurement.Report($"bytes={result.Size}");
        await backend.DeleteAsync("pumped");
        return 0;
    }

    private static async Task ProduceAsync(PipeWriter writer, long bytes)
    {
        byte[] pattern = new byte[Piece];
        new Random(1).NextBytes(pattern);
        for (long left = bytes; left > 0;)
        {
            int count = (int)Math.Min(left, Piece);
            pattern.AsSpan(0, count).CopyTo(writer.GetSpan(count));
            writer.Advance(count);
            left -= count;
            if ((await writer.FlushAsync()).IsCompleted)
            {
                break;
            }
        }

        await writer.CompleteAsync();
    }
}
