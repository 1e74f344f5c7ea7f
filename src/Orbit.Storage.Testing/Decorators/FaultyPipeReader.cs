using System.Buffers;
using System.IO.Pipelines;
using Orbit.Storage.Testing.Faults;

namespace Orbit.Storage.Testing.Decorators;

/// <summary>Shows what another reader has, as slowly and as far as a fault allows.</summary>
internal sealed class FaultyPipeReader(PipeReader inner, BodyFault fault, TimeProvider time) : PipeReader
{
    private ReadOnlySequence<byte> _shown;
    private long _consumed;
    private long _examined;

    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        int admitted = await fault.AdmitAsync(_examined, int.MaxValue, time, cancellationToken).ConfigureAwait(false);
        if (admitted == 0)
        {
            _shown = _shown.IsEmpty ? default : _shown.Slice(0, _examined - _consumed);
            return new ReadResult(ReadOnlySequence<byte>.Empty, isCanceled: false, isCompleted: true);
        }

        ReadResult result = await inner.ReadAsync(cancellationToken).ConfigureAwait(false);
        long length = Math.Min(result.Buffer.Length, _examined - _consumed + admitted);
        _shown = result.Buffer.Slice(0, length);
        return new ReadResult(_shown, result.IsCanceled, result.IsCompleted && length == result.Buffer.Length);
    }

    public override bool TryRead(out ReadResult result)
    {
        // What may be shown is found out by waiting.
        result = default;
        return false;
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        if (_shown.IsEmpty)
        {
            return;
        }

        _examined = _consumed + _shown.Slice(0, examined).Length;
        _consumed += _shown.Slice(0, consumed).Length;
        _shown = default;
        inner.AdvanceTo(consumed, examined);
    }

    public override void CancelPendingRead() => inner.CancelPendingRead();

    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    public override ValueTask CompleteAsync(Exception? exception = null) => inner.CompleteAsync(exception);
}
