using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Orbit.Storage.Reading;

/// <summary>
/// Sees how far the consumer has come, so that the window moves with the consumer and not with the pipe, and when it stops. Shows a failure
/// behind the bytes that came before it.
/// </summary>
internal sealed class WindowedPipeReader(PipeReader reader, long offset, Action<long> onTaken, Action onCompleted) : PipeReader
{
    private ReadOnlySequence<byte> _buffer;
    private long _start = offset;
    private long _examined = offset;
    private volatile Exception? _failure;

    /// <summary>What comes behind the last byte instead of the end. Set before the pipe is completed.</summary>
    public Exception? Failure
    {
        get => _failure;
        set => _failure = value;
    }

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        ValueTask<ReadResult> read = reader.ReadAsync(cancellationToken);
        return read.IsCompletedSuccessfully ? new ValueTask<ReadResult>(Show(read.Result)) : AwaitAsync(read);
    }

    public override bool TryRead(out ReadResult result)
    {
        bool hasRead = reader.TryRead(out result);
        if (hasRead)
        {
            result = Show(result);
        }

        return hasRead;
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        long consumedBytes = _buffer.IsEmpty ? 0 : _buffer.Slice(_buffer.Start, consumed).Length;
        long examinedBytes = _buffer.IsEmpty ? 0 : _buffer.Slice(_buffer.Start, examined).Length;
        _buffer = default;
        reader.AdvanceTo(consumed, examined);
        _examined = Math.Max(_examined, _start + Math.Max(consumedBytes, examinedBytes));
        _start += consumedBytes;
        onTaken(_examined);
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

    // Pooled: the pipe's own reads allocate nothing either.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ReadResult> AwaitAsync(ValueTask<ReadResult> read) => Show(await read.ConfigureAwait(false));

    private ReadResult Show(ReadResult result)
    {
        if (result.IsCompleted && _failure is { } failure)
        {
            if (_start + result.Buffer.Length <= _examined && !result.IsCanceled)
            {
                reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
                ExceptionDispatchInfo.Throw(failure);
            }

            result = new ReadResult(result.Buffer, result.IsCanceled, isCompleted: false);
        }

        _buffer = result.Buffer;
        return result;
    }
}
