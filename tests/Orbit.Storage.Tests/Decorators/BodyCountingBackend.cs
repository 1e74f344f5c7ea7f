using Orbit.Storage.Decorators;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Tests.Decorators;

/// <summary>Counts how many bodies are open at once; each takes its time to open.</summary>
internal sealed class BodyCountingBackend(IStorageBackend inner) : DelegatingBackend(inner)
{
    private int _open;
    private int _most;

    public int MostOpen => Volatile.Read(ref _most);

    public override async Task<IRangeSource> OpenRangesAsync(StoragePath path, ReadOptions? options = null, CancellationToken cancellationToken = default) =>
        new Source(await Inner.OpenRangesAsync(path, options, cancellationToken), this);

    private void Opened()
    {
        int open = Interlocked.Increment(ref _open);
        int most;
        while ((most = MostOpen) < open && Interlocked.CompareExchange(ref _most, open, most) != most)
        {
        }
    }

    private sealed class Source(IRangeSource inner, BodyCountingBackend counter) : DelegatingRangeSource(inner)
    {
        public override async Task<IRangeBody> OpenAsync(ByteSpan span, CancellationToken cancellationToken)
        {
            counter.Opened();
            await Task.Yield();
            return new Body(await Inner.OpenAsync(span, cancellationToken), counter);
        }
    }

    private sealed class Body(IRangeBody inner, BodyCountingBackend counter) : IRangeBody
    {
        public ByteSpan Span => inner.Span;

        public ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken) => inner.ReadAsync(buffer, cancellationToken);

        public ValueTask DisposeAsync()
        {
            Interlocked.Decrement(ref counter._open);
            return inner.DisposeAsync();
        }
    }
}
