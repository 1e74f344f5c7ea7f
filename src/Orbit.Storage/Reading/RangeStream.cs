using Orbit.Storage.Transport;

namespace Orbit.Storage.Reading;

/// <summary>A seekable, read-only stream over ranges of one version of an object.</summary>
internal sealed class RangeStream(IRangeSource source, ByteSpan span) : Stream
{
    private readonly RangeWindow _window = new(source, span);
    private long _position;
    private bool _isDisposed;

    public override bool CanRead => !_isDisposed;

    public override bool CanSeek => !_isDisposed;

    public override bool CanWrite => false;

    public override long Length
    {
        get
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return span.Length;
        }
    }

    public override long Position
    {
        get
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return _position;
        }

        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            Seek(value, SeekOrigin.Begin);
        }
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<int>(cancellationToken);
        }

        return TryTake(buffer.Span, out int count) ? new ValueTask<int>(count) : FillAndTakeAsync(buffer, cancellationToken);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        ValidateBufferArguments(buffer, offset, count);
        return ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    public override int Read(Span<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (!TryTake(buffer, out int count))
        {
            Block(() => _window.FillAsync(span.Offset + _position, CancellationToken.None));
            TryTake(buffer, out count);
        }

        return count;
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        return Read(buffer.AsSpan(offset, count));
    }

    public override int ReadByte()
    {
        byte single = 0;
        return Read(new Span<byte>(ref single)) == 0 ? -1 : single;
    }

    public override long Seek(long offset, SeekOrigin origin)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        long target = offset + origin switch
        {
            SeekOrigin.Begin => 0,
            SeekOrigin.Current => _position,
            SeekOrigin.End => span.Length,
            _ => throw new ArgumentOutOfRangeException(nameof(origin), origin, "This is no origin."),
        };
        return _position = target >= 0 ? target : throw new IOException("The position lies before the start of the stream.");
    }

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException("The stream is read-only.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("The stream is read-only.");

    public override async ValueTask DisposeAsync()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            await ReleaseAsync().ConfigureAwait(false);
        }

        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isDisposed)
        {
            _isDisposed = true;
            Block(ReleaseAsync);
        }

        base.Dispose(disposing);
    }

    // ZipArchive and other readers call a stream's synchronous members, which have no other way than to wait. The work runs on the pool, where no
    // context of the caller's is captured that its continuations could need while the caller waits.
    private static void Block(Func<Task> work) => Task.Run(work).GetAwaiter().GetResult();

    private bool TryTake(Span<byte> buffer, out int count)
    {
        count = buffer.IsEmpty || _position >= span.Length ? 0 : _window.Take(span.Offset + _position, buffer);
        _position += count;
        return count > 0 || buffer.IsEmpty || _position >= span.Length;
    }

    private async ValueTask<int> FillAndTakeAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        await _window.FillAsync(span.Offset + _position, cancellationToken).ConfigureAwait(false);
        TryTake(buffer.Span, out int count);
        return count;
    }

    private async Task ReleaseAsync()
    {
        await _window.DisposeAsync().ConfigureAwait(false);
        await source.DisposeAsync().ConfigureAwait(false);
    }
}
