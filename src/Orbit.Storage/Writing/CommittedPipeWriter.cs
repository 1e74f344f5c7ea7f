using System.Buffers;
using System.IO.Pipelines;

namespace Orbit.Storage.Writing;

/// <summary>
/// What <see cref="StorageWriter.Output"/> hands out. A pipe's own writer would end the content when it is completed, and so publish the object
/// without a commit; this one only stops taking bytes.
/// </summary>
internal sealed class CommittedPipeWriter(PipeWriter pipe, Task writing) : PipeWriter
{
    // One large write goes on piece by piece, or the whole of it would wait in the pipe.
    private const int PieceSize = 64 * 1024;

    private Exception? _failure;
    private bool _isEnded;

    public override bool CanGetUnflushedBytes => pipe.CanGetUnflushedBytes;

    public override long UnflushedBytes => pipe.UnflushedBytes;

    public override Memory<byte> GetMemory(int sizeHint = 0) => Pipe().GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => Pipe().GetSpan(sizeHint);

    public override void Advance(int bytes) => Pipe().Advance(bytes);

    public override void CancelPendingFlush() => pipe.CancelPendingFlush();

    public override void Complete(Exception? exception = null)
    {
        _failure ??= exception;
        _isEnded = true;
    }

    public override async ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        FlushResult result = await Pipe().FlushAsync(cancellationToken).ConfigureAwait(false);
        if (result.IsCompleted)
        {
            // The store stopped reading before the content had ended: it failed, and the task says with what.
            await writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        return result;
    }

    public override async ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
    {
        FlushResult result;
        do
        {
            ReadOnlyMemory<byte> piece = source[..Math.Min(source.Length, PieceSize)];
            Pipe().Write(piece.Span);
            result = await FlushAsync(cancellationToken).ConfigureAwait(false);
            source = source[piece.Length..];
        }
        while (!source.IsEmpty);
        return result;
    }

    /// <summary>Takes no more bytes.</summary>
    /// <returns>What it was completed with.</returns>
    public Exception? End()
    {
        _isEnded = true;
        return _failure;
    }

    private PipeWriter Pipe() => _isEnded
        ? throw new InvalidOperationException("The writer takes no more content: it was completed, committed or aborted.")
        : pipe;
}
