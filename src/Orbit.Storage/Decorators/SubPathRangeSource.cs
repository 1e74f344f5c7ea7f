using Orbit.Storage.Transport;

namespace Orbit.Storage.Decorators;

/// <summary>One object's ranges, under the path that the view's caller knows.</summary>
internal sealed class SubPathRangeSource(IRangeSource inner, SubPathMap map) : DelegatingRangeSource(inner)
{
    public override StorageEntry Entry { get; } = map.Out(inner.Entry);

    public override async Task<IRangeBody> OpenAsync(ByteSpan span, CancellationToken cancellationToken)
    {
        try
        {
            return new Body(await Inner.OpenAsync(span, cancellationToken).ConfigureAwait(false), map);
        }
        catch (StorageException failure)
        {
            throw map.Out(failure);
        }
    }

    internal override StorageException Reword(StorageException failure) => map.Out(failure);

    private sealed class Body(IRangeBody inner, SubPathMap map) : IRangeBody
    {
        public ByteSpan Span => inner.Span;

        public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
        {
            try
            {
                return await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            }
            catch (StorageException failure)
            {
                throw map.Out(failure);
            }
        }

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
