using Orbit.Storage.Transport;

namespace Orbit.Storage.Smb;

/// <summary>Bytes that came with the opening of their file. They are the source's, which outlives its bodies.</summary>
internal sealed class SmbSmallBody(ByteSpan span, ReadOnlyMemory<byte> bytes) : IRangeBody
{
    private ReadOnlyMemory<byte> _rest = bytes;

    public ByteSpan Span => span;

    public ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        int count = Math.Min(buffer.Length, _rest.Length);
        _rest[..count].CopyTo(buffer);
        _rest = _rest[count..];
        return new ValueTask<int>(count);
    }

    public ValueTask DisposeAsync() => default;
}
