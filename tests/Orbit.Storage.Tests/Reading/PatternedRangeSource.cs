using Orbit.Storage.Transport;

namespace Orbit.Storage.Tests.Reading;

/// <summary>An object whose every byte follows from its offset, so that shifted, doubled and missing bytes show.</summary>
internal sealed class PatternedRangeSource(long size) : IRangeSource
{
    public StorageEntry Entry { get; } = new("patterned", StorageEntryKind.File) { Size = size };

    public static byte At(long offset) => (byte)((offset * 2654435761L) >> 13);

    public Task<IRangeBody> OpenAsync(ByteSpan span, CancellationToken cancellationToken) => Task.FromResult<IRangeBody>(new Body(span));

    public ValueTask DisposeAsync() => default;

    private sealed class Body(ByteSpan span) : IRangeBody
    {
        private long _position = span.Offset;

        public ByteSpan Span => span;

        public ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
        {
            int count = (int)Math.Min(buffer.Length, span.End - _position);
            for (int i = 0; i < count; i++)
            {
                buffer.Span[i] = At(_position + i);
            }

            _position += count;
            return new ValueTask<int>(count);
        }

        public ValueTask DisposeAsync() => default;
    }
}
