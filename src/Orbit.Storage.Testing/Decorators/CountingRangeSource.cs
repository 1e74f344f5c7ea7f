using Orbit.Storage.Transport;

namespace Orbit.Storage.Testing.Decorators;

/// <summary>Counts the bodies and bytes of a source.</summary>
internal sealed class CountingRangeSource(CountingBackend backend, IRangeSource inner) : IRangeSource
{
    private int _isDisposed;

    public StorageEntry Entry => inner.Entry;

    public async Task<IRangeBody> OpenAsync(ByteSpan span, CancellationToken cancellationToken)
    {
        IRangeBody body = await inner.OpenAsync(span, cancellationToken).ConfigureAwait(false);
        backend.CountOpened();
        return new CountingBody(backend, body);
    }

    public async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync().ConfigureAwait(false);
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            backend.CountDisposed();
        }
    }

    private sealed class CountingBody(CountingBackend backend, IRangeBody inner) : IRangeBody
    {
        private int _isDisposed;

        public ByteSpan Span => inner.Span;

        public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
        {
            int count = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            backend.CountRead(count);
            return count;
        }

        public async ValueTask DisposeAsync()
        {
            await inner.DisposeAsync().ConfigureAwait(false);
            if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
            {
                backend.CountDisposed();
            }
        }
    }
}
