using System.IO.Pipelines;
using Amazon.S3;
using Amazon.S3.Transfer;
using Orbit.Storage.Measuring;
using Orbit.Storage.S3.Double.Content;

namespace Orbit.Storage.S3.Proofs;

/// <summary>Uploads: from a pipe of unknown length, from a stream, from a file; by the library and by the SDK's TransferUtility.</summary>
internal static class UploadProof
{
    private const int Piece = 64 * 1024;

    public static async Task<int> FromPipeAsync(long bytes)
    {
        await using S3Backend backend = Endpoint.Backend("virtual");
        Measurement measurement = Measurement.Start();
        Pipe pipe = new(new PipeOptions(pauseWriterThreshold: 16 * Piece, resumeWriterThreshold: 8 * Piece, minimumSegmentSize: Piece));
        Task<WriteResult> write = backend.WriteAsync("pumped", pipe.Reader);
        await ProduceAsync(pipe.Writer, bytes);
        WriteResult result = await write;
        measurement.Report($"upload-pipe bytes={result.Size}");
        return result.Size == bytes ? 0 : 1;
    }

    public static async Task<int> FromStreamAsync(string who, long bytes)
    {
        if (who == "orbit")
        {
            await using S3Backend backend = Endpoint.Backend("virtual");
            Measurement measurement = Measurement.Start();
            await using PatternStream source = new(bytes);
            await backend.WriteAsync("streamed", source);
            measurement.Report($"upload-stream who={who} bytes={bytes}");
            return 0;
        }

        using AmazonS3Client client = Endpoint.Sdk();
        using TransferUtility utility = new(client);
        Measurement started = Measurement.Start();
        await using PatternStream stream = new(bytes, canSeek: who == "transferutility-seekable");
        await utility.UploadAsync(new TransferUtilityUploadRequest { BucketName = "virtual", Key = "streamed", InputStream = stream, AutoCloseStream = false });
        started.Report($"upload-stream who={who} bytes={bytes}");
        return 0;
    }

    public static async Task<int> FromFileAsync(string who, string file)
    {
        long bytes = new FileInfo(file).Length;
        if (who == "orbit")
        {
            await using S3Backend backend = Endpoint.Backend("virtual");
            Measurement measurement = Measurement.Start();
            await backend.WriteFileAsync("filed", file);
            measurement.Report($"upload-file who={who} bytes={bytes}");
            return 0;
        }

        using AmazonS3Client client = Endpoint.Sdk();
        using TransferUtility utility = new(client);
        Measurement started = Measurement.Start();
        await utility.UploadAsync(new TransferUtilityUploadRequest { BucketName = "virtual", Key = "filed", FilePath = file });
        started.Report($"upload-file who={who} bytes={bytes}");
        return 0;
    }

    /// <summary>Writes the pattern into a file, for uploads from one.</summary>
    public static async Task<int> MakeFileAsync(string file, long bytes)
    {
        await using FileStream target = File.Create(file);
        byte[] piece = new byte[1 << 20];
        for (long done = 0; done < bytes;)
        {
            int count = (int)Math.Min(piece.Length, bytes - done);
            Pattern.Fill(piece.AsSpan(0, count), done, 1);
            await target.WriteAsync(piece.AsMemory(0, count));
            done += count;
        }

        return 0;
    }

    private static async Task ProduceAsync(PipeWriter writer, long bytes)
    {
        for (long done = 0; done < bytes;)
        {
            int count = (int)Math.Min(bytes - done, Piece);
            Pattern.Fill(writer.GetSpan(count)[..count], done, 1);
            writer.Advance(count);
            done += count;
            if ((await writer.FlushAsync()).IsCompleted)
            {
                break;
            }
        }

        await writer.CompleteAsync();
    }
}
