using System.Buffers;
using System.IO.Pipelines;

namespace Orbit.Storage.Reading;

/// <summary>Sees how far the consumer has come, so that the window moves with the consumer and not with the pipe, and when it stops.</summary>
internal sealed class WindowedPipeReader(PipeReader reader, long offset, Action<long> onTaken, Action onCompleted) : PipeReader
{
    private ReadOnlySequence<byte> _buffer;
    private long _start = offset;

    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        ReadResult result = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        _buffer = result.Buffer;
        return result;
    }

    public override bool TryRead(out ReadResult result)
    {
        bool hasRead = reader.TryRead(out result);
        _buffer = result.Buffer;
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
        _start += consumedBytes;
        if (examinedBytes > 0)
        {
            onTaken(_start - consumedBytes + examinedBytes);
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
}
