using System.IO.Pipelines;
using Orbit.Storage.S3.Double.Content;
using Orbit.Storage.S3.Double.Wire;

namespace Orbit.Storage.S3.Double.Operations;

/// <summary>Runs stored content through the checksums.</summary>
internal static class DigestingWriter
{
    public static async Task CopyAsync(ObjectContent content, long start, long length, BodyDigest digest, CancellationToken cancellationToken)
    {
        Pipe pipe = new();
        Task write = WriteAsync();
        for (bool ended = false; !ended;)
        {
            ReadResult result = await pipe.Reader.ReadAsync(cancellationToken);
            foreach (ReadOnlyMemory<byte> piece in result.Buffer)
            {
                digest.Append(piece.Span);
            }

            pipe.Reader.AdvanceTo(result.Buffer.End);
            ended = result.IsCompleted;
        }

        await write;

        async Task WriteAsync()
        {
            await content.WriteToAsync(pipe.Writer, start, length, cancellationToken);
            await pipe.Writer.CompleteAsync();
        }
    }
}
