namespace Orbit.Storage.Testing.Content;

/// <summary>Patterned content as a forward-only stream that misbehaves where it is told to.</summary>
internal sealed class PatternedStream(PatternedContent content, SourceBehavior behavior) : Stream
{
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException("The length is not known to this stream's reader.");

    public override long Position
    {
        get => throw new NotSupportedException("The stream cannot seek.");
        set => throw new NotSupportedException("The stream cannot seek.");
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        behavior.OnRead?.Invoke(_position);
        cancellationToken.ThrowIfCancellationRequested();
        if (_position == behavior.StallsAt)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, behavior.Time, cancellationToken).ConfigureAwait(false);
        }

        int count = Count(buffer.Length);
        if (behavior.BytesPerSecond is { } rate)
        {
            await Task.Delay(TimeSpan.FromSeconds((double)count / rate), behavior.Time, cancellationToken).ConfigureAwait(false);
        }

        return Take(buffer.Span[..count]);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(Span<byte> buffer) => Take(buffer[..Count(buffer.Length)]);

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("The stream cannot seek.");

    public override void SetLength(long value) => throw new NotSupportedException("The stream is read-only.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("The stream is read-only.");

    private int Count(int wanted)
    {
        if (_position == behavior.FailsAt)
        {
            throw behavior.Failure;
        }

        long end = Math.Min(content.Length, Math.Min(behavior.FailsAt ?? long.MaxValue, behavior.StallsAt ?? long.MaxValue));
        return (int)Math.Min(end - _position, Math.Min(wanted, behavior.ChunkSize));
    }

    private int Take(Span<byte> buffer)
    {
        content.Fill(_position, buffer);
        _position += buffer.Length;
        return buffer.Length;
    }
}
