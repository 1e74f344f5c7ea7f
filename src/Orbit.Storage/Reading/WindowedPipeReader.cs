using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.ExceptionServices;

namespace Orbit.Storage.Reading;

/// <summary>
/// Sees how far the consumer has come, so that the window moves with the consumer and not with the pipe, and when it stops. A failure
/// surfaces behind the bytes that came before it.
/// </summary>
internal sealed class WindowedPipeReader(PipeReader reader, long offset, Action<long> onTaken, Action onCompleted) : PipeReader
{
    private ReadOnlySequence<byte> _buffer;
    private long _start = offset;
    private long _examined = offset;

    /// <summary>Why the bytes end; set before the pipe's writer is completed. A pipe itself would throw it ahead of what it still holds.</summary>
    public Exception? Failure { get; set; }

    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) =>
        Show(await reader.ReadAsync(cancellationToken).ConfigureAwait(false));

    public override bool TryRead(out ReadResult result)
    {
        bool hasRead = reader.TryRead(out result);
        result = hasRead ? Show(result) : result;
        return hasRead;
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        long consumedBytes = 0;
        long examinedBytes = 0;
        if (!_buffer.IsEmpty)
        {
            consumedBytes = _buffer.Slice(_buffer.Start, consumed).Length;
            examinedBytes = Math.Max(consumedBytes, _buffer.Slice(_buffer.Start, examined).Length);
        }

        _buffer = default;
        reader.AdvanceTo(consumed, examined);
        _examined = Math.Max(_examined, _start + examinedBytes);
        _start += consumedBytes;
        if (examinedBytes > 0)
        {
            onTaken(_examined);
        }
    }

    public override void CancelPendingRead() => reader.CancelPendingRead();

    public override void Complete(Exception? exception = null)
    {
        reader.Complete(exception);
        onCompleted();
    }

    public override async ValueTask CompleteAsync(Exception? exception = null)
    {
        await reader.CompleteAsync(exception).ConfigureAwait(false);
        onCompleted();
    }

    private ReadResult Show(ReadResult result)
    {
        _buffer = result.Buffer;
        if (!result.IsCompleted || Failure is null)
        {
            return result;
        }

        if (_start + _buffer.Length > _examined)
        {
            return new ReadResult(_buffer, result.IsCanceled, isCompleted: false);
        }

        reader.AdvanceTo(_buffer.Start, _buffer.End);
        _buffer = default;
        ExceptionDispatchInfo.Throw(Failure);
        return result;
    }
}
