using System.Buffers;
using System.IO.Pipelines;

namespace Orbit.Storage.Testing.Decorators;

/// <summary>Passes everything through and counts what is consumed.</summary>
internal sealed class CountingPipeReader(PipeReader inner, Action<long> onConsumed) : PipeReader
{
    private ReadOnlySequence<byte> _shown;

    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        ReadResult result = await inner.ReadAsync(cancellationToken).ConfigureAwait(false);
        _shown = result.Buffer;
        return result;
    }

    public override bool TryRead(out ReadResult result)
    {
        bool any = inner.TryRead(out result);
        _shown = result.Buffer;
        return any;
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        onConsumed(_shown.Slice(0, consumed).Length);
        _shown = default;
        inner.AdvanceTo(consumed, examined);
    }

    public override void CancelPendingRead() => inner.CancelPendingRead();

    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    public override ValueTask CompleteAsync(Exception? exception = null) => inner.CompleteAsync(exception);
}
