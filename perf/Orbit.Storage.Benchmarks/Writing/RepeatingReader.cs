using System.Buffers;
using System.IO.Pipelines;

namespace Orbit.Storage.Benchmarks.Writing;

/// <summary>A source that costs nothing: the same buffer again and again, up to a length.</summary>
internal sealed class RepeatingReader(ReadOnlyMemory<byte> buffer, long length) : PipeReader
{
    private long _rest = length;
    private ReadOnlySequence<byte> _current;

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        if (_current.IsEmpty)
        {
            _current = new ReadOnlySequence<byte>(buffer[..(int)Math.Min(buffer.Length, _rest)]);
        }

        return new ValueTask<ReadResult>(new ReadResult(_current, isCanceled: false, isCompleted: _current.Length == _rest));
    }

    public override bool TryRead(out ReadResult result)
    {
        result = default;
        return false;
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        ReadOnlySequence<byte> rest = _current.Slice(consumed);
        _rest -= _current.Length - rest.Length;
        _current = rest;
    }

    public override void CancelPendingRead()
    {
    }

    public override void Complete(Exception? exception = null)
    {
    }
}
