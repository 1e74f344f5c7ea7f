using Orbit.Storage.Transport;

namespace Orbit.Storage.Decorators;

/// <summary>Pays for the bytes of each range before they are handed on.</summary>
internal sealed class MeteredRangeSource(IRangeSource inner, ByteMeter meter) : DelegatingRangeSource(inner)
{
    public override async Task<IRangeBody> OpenAsync(ByteSpan span, CancellationToken cancellationToken) =>
        new Body(await Inner.OpenAsync(span, cancellationToken).ConfigureAwait(false), meter);

    private sealed class Body(IRangeBody inner, ByteMeter meter) : IRangeBody
    {
        public ByteSpan Span => inner.Span;

        public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
        {
            int count = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            await meter.PayAsync(count, cancellationToken).ConfigureAwait(false);
            return count;
        }

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
