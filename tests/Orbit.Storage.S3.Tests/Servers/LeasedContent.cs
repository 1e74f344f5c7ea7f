using System.Net;

namespace Orbit.Storage.S3.Tests.Servers;

/// <summary>An answer's body that tells when its connection is free again: at its end, or where it is disposed of.</summary>
internal sealed class LeasedContent : HttpContent
{
    private readonly HttpContent _inner;
    private Action? _giveBack;

    public LeasedContent(HttpContent inner, Action giveBack)
    {
        _inner = inner;
        _giveBack = giveBack;
        foreach ((string name, IEnumerable<string> values) in inner.Headers.NonValidated.Select(header => (header.Key, (IEnumerable<string>)header.Value)))
        {
            Headers.TryAddWithoutValidation(name, values);
        }

        if (inner.Headers.ContentLength == 0)
        {
            GiveBack();
        }
    }

    protected override async Task<Stream> CreateContentReadStreamAsync() => new LeasedStream(await _inner.ReadAsStreamAsync(), this);

    protected override Stream CreateContentReadStream(CancellationToken cancellationToken) => new LeasedStream(_inner.ReadAsStream(cancellationToken), this);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await _inner.CopyToAsync(stream, context);
        GiveBack();
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _inner.Headers.ContentLength ?? 0;
        return _inner.Headers.ContentLength is not null;
    }

    protected override void Dispose(bool disposing)
    {
        _inner.Dispose();
        GiveBack();
        base.Dispose(disposing);
    }

    private void GiveBack() => Interlocked.Exchange(ref _giveBack, null)?.Invoke();

    private sealed class LeasedStream(Stream inner, LeasedContent owner) : Stream
    {
        private long _left = owner._inner.Headers.ContentLength ?? long.MaxValue;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override bool CanTimeout => inner.CanTimeout;

        public override long Length => inner.Length;

        public override long Position { get => inner.Position; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Took(inner.Read(buffer, offset, count), count);

        public override int Read(Span<byte> buffer) => Took(inner.Read(buffer), buffer.Length);

        public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            Took(await inner.ReadAsync(buffer.AsMemory(offset, count), cancellationToken), count);

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Took(await inner.ReadAsync(buffer, cancellationToken), buffer.Length);

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            inner.Dispose();
            owner.GiveBack();
            base.Dispose(disposing);
        }

        private int Took(int read, int asked)
        {
            _left -= read;
            if (_left <= 0 || (read == 0 && asked > 0))
            {
                owner.GiveBack();
            }

            return read;
        }
    }
}
