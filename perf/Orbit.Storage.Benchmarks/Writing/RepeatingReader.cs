using System.Buffers;
using System.IO.Pipelines;

namespace Orbit.Storage.Benchmarks.Writing;

/// <summary>A source that costs nothing: pieces of one buffer, from its beginning to its end and again, up to a length.</summary>
internal sealed class RepeatingReader(ReadOnlyMemory<byte> buffer, int piece, long length) : PipeReader
{
    private long _rest = length;
    private int _position;
    private ReadOnlySequence<byte> _current;

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        if (_current.IsEmpty)
        {
            _current = new ReadOnlySequence<byte>(buffer.Slice(_position, (int)Math.Min(piece, _rest)));
            _position = (_position + piece) % buffer.Length;
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
