using System.Buffers;

namespace Orbit.Storage.Transport;

/// <summary>A seekable, read-only stream over bytes in memory. After disposal it reads nothing more, so that a request that lives on cannot touch returned buffers.</summary>
internal sealed class SequenceStream : Stream
{
    // A request that was given up may still read while the stream is disposed.
    private readonly object _gate = new();
    private readonly ReadOnlySequence<byte> _bytes;
    private readonly long _length;
    private ReadOnlySequence<byte> _rest;
    private long _position;
    private bool _isDisposed;

    public SequenceStream(ReadOnlySequence<byte> bytes)
    {
        _bytes = bytes;
        _rest = bytes;
        _length = bytes.Length;
    }

    public override bool CanRead => !_isDisposed;

    public override bool CanSeek => !_isDisposed;

    public override bool CanWrite => false;

    public override long Length => _length;

    public override long Position
    {
        get => _position;
        set => Seek(value, SeekOrigin.Begin);
    }

    public override int Read(Span<byte> buffer)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            int count = (int)Math.Min(buffer.Length, _rest.Length);
            ReadOnlySequence<byte> piece = _rest.Slice(0, count);
            piece.CopyTo(buffer);
            _rest = _rest.Slice(piece.End);
            _position += count;
            return count;
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled<int>(cancellationToken) : new ValueTask<int>(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        long target = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => _position + offset,
            _ => _length + offset,
        };
        ArgumentOutOfRangeException.ThrowIfNegative(target, nameof(offset));
        _position = target;
        _rest = _bytes.Slice(Math.Min(target, _length));
        return target;
    }

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException("The stream is read-only.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("The stream is read-only.");

    protected override void Dispose(bool disposing)
    {
        lock (_gate)
        {
            _isDisposed = true;
            _rest = default;
        }

        base.Dispose(disposing);
    }
}
