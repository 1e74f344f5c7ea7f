using Orbit.Storage.Transport;

namespace Orbit.Storage.Benchmarks.Reading;

/// <summary>An object in memory whose bodies cost one copy and no wait: what is left is the reader's own work.</summary>
internal sealed class BufferSource(long size) : IRangeSource
{
    private static readonly byte[] Pattern = new byte[128 * 1024];

    public StorageEntry Entry { get; } = new("buffer", StorageEntryKind.File) { Size = size };

    public Task<IRangeBody> OpenAsync(ByteSpan span, CancellationToken cancellationToken) => Task.FromResult<IRangeBody>(new Body(span));

    public ValueTask DisposeAsync() => default;

    private sealed class Body(ByteSpan span) : IRangeBody
    {
        private long _left = span.Length;

        public ByteSpan Span => span;

        public ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
        {
            int count = (int)Math.Min(Math.Min(buffer.Length, Pattern.Length), _left);
            Pattern.AsSpan(0, count).CopyTo(buffer.Span);
            _left -= count;
            return new ValueTask<int>(count);
        }

        public ValueTask DisposeAsync() => default;
    }
}
