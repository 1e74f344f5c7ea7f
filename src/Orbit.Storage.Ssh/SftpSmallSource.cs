using Orbit.Storage.Transport;

namespace Orbit.Storage.Ssh;

/// <summary>A file that was read when it was looked at.</summary>
internal sealed class SftpSmallSource(StorageEntry entry, byte[] content) : IRangeSource
{
    public StorageEntry Entry => entry;

    public Task<IRangeBody> OpenAsync(ByteSpan span, CancellationToken cancellationToken) =>
        Task.FromResult<IRangeBody>(new Body(span, content.AsMemory((int)span.Offset, (int)span.Length)));

    public ValueTask DisposeAsync() => default;

    private sealed class Body(ByteSpan span, ReadOnlyMemory<byte> rest) : IRangeBody
    {
        private ReadOnlyMemory<byte> _rest = rest;

        public ByteSpan Span => span;

        public ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = Math.Min(buffer.Length, _rest.Length);
            _rest.Span[..count].CopyTo(buffer.Span);
            _rest = _rest[count..];
            return ValueTask.FromResult(count);
        }

        public ValueTask DisposeAsync() => default;
    }
}
