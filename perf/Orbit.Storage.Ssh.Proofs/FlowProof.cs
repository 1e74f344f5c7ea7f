using System.Buffers;
using System.IO.Pipelines;
using Orbit.Storage.Measuring;

namespace Orbit.Storage.Ssh.Proofs;

/// <summary>Content that no disk here holds: what the memory of a transfer depends on shows in its length alone.</summary>
internal static class FlowProof
{
    private const int Piece = 64 * 1024;

    public static async Task<int> WriteAsync(string who, long bytes, string name)
    {
        await using SshBackend backend = Server.Backend(who);
        Measurement measurement = Measurement.Start();
        Pipe pipe = new(new PipeOptions(pauseWriterThreshold: 16 * Piece, resumeWriterThreshold: 8 * Piece, minimumSegmentSize: Piece));
        Task<WriteResult> write = backend.WriteAsync(name, pipe.Reader);
        byte[] piece = new byte[Piece];
        new Random(1).NextBytes(piece);
        for (long left = bytes; left > 0; left -= Piece)
        {
            pipe.Writer.Write(piece.AsSpan(0, (int)Math.Min(Piece, left)));
            FlushResult flushed = await pipe.Writer.FlushAsync();
            if (flushed.IsCompleted)
            {
                break;
            }
        }

        await pipe.Writer.CompleteAsync();
        WriteResult result = await write;
        measurement.Report($"pump who={who} bytes={result.Size}");
        return result.Size == bytes ? 0 : 1;
    }

    public static async Task<int> ReadAsync(string who, string name)
    {
        await using SshBackend backend = Server.Backend(who);
        Measurement measurement = Measurement.Start();
        await using StorageContent content = await backend.OpenReadAsync(name);
        long bytes = 0;
        while (await content.Reader.ReadAsync() is { Buffer: var buffer } && !buffer.IsEmpty)
        {
            bytes += buffer.Length;
            content.Reader.AdvanceTo(buffer.End);
        }

        measurement.Report($"drain who={who} bytes={bytes}");
        return bytes == content.Entry.Size ? 0 : 1;
    }
}
