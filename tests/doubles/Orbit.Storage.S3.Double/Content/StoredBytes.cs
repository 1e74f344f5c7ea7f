using System.IO.Pipelines;

namespace Orbit.Storage.S3.Double.Content;

/// <summary>Bytes in memory.</summary>
internal sealed class StoredBytes(byte[] bytes) : ObjectContent(bytes.Length)
{
    private const int Piece = 64 * 1024;

    public override async ValueTask WriteToAsync(PipeWriter output, long offset, long count, CancellationToken cancellationToken)
    {
        for (int at = (int)offset, end = (int)(offset + count); at < end; at += Piece)
        {
            await output.WriteAsync(bytes.AsMemory(at, Math.Min(Piece, end - at)), cancellationToken);
        }
    }
}
