using System.IO.Pipelines;

namespace Orbit.Storage.S3.Double.Content;

/// <summary>Bytes that are made when they are asked for. Also what a virtual bucket shows in place of bytes that it counted and forgot.</summary>
internal sealed class PatternContent(long length, ulong seed) : ObjectContent(length)
{
    private const int Piece = 64 * 1024;

    public override async ValueTask WriteToAsync(PipeWriter output, long offset, long count, CancellationToken cancellationToken)
    {
        for (long end = offset + count; offset < end;)
        {
            int piece = (int)Math.Min(Piece, end - offset);
            Pattern.Fill(output.GetSpan(piece)[..piece], offset, seed);
            output.Advance(piece);
            offset += piece;
            if ((await output.FlushAsync(cancellationToken)).IsCompleted)
            {
                return;
            }
        }
    }
}
