using Orbit.Storage.Transport;

namespace Orbit.Storage.Memory;

/// <summary>Reads one version of an object. It holds the content itself, so that the version outlives its replacement and its deletion.</summary>
internal sealed class MemoryRangeSource : IRangeSource
{
    private readonly MemoryUsage _usage;
    private MemoryContent? _content;

    public MemoryRangeSource(MemoryNode node, StorageEntry entry, MemoryUsage usage)
    {
        _content = node.Content;
        _usage = usage;
        Entry = entry;
        usage.ReadBegins();
    }

    public StorageEntry Entry { get; }

    public Task<IRangeBody> OpenAsync(ByteSpan span, CancellationToken cancellationToken)
    {
        MemoryContent? content = Volatile.Read(ref _content);
        ObjectDisposedException.ThrowIf(content is null, this);
        cancellationToken.ThrowIfCancellationRequested();
        return span.End <= content.Length
            ? Task.FromResult<IRangeBody>(new Body(content, span))
            : throw new StorageException(StorageErrorKind.RangeNotSatisfiable, $"the bytes {span} are not within its {content.Length}.");
    }

    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _content, null) is not null)
        {
            _usage.ReadEnds();
        }

        return default;
    }

    private sealed class Body(MemoryContent content, ByteSpan span) : IRangeBody
    {
        private long _position = span.Offset;

        public ByteSpan Span => span;

        public ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                return ValueTask.FromCanceled<int>(cancellationToken);
            }

            int wanted = (int)Math.Min(buffer.Length, span.End - _position);
            int count = wanted == 0 ? 0 : content.CopyTo(_position, buffer.Span[..wanted]);
            _position += count;
            return new ValueTask<int>(count);
        }

        public ValueTask DisposeAsync() => default;
    }
}
