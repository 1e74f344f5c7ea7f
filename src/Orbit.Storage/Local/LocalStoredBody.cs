using Microsoft.Win32.SafeHandles;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Local;

/// <summary>Reads back by position what is in a write's hidden file. The handle stays the write's.</summary>
internal sealed class LocalStoredBody(SafeFileHandle handle, ByteSpan span) : IRangeBody
{
    private long _position = span.Offset;

    public ByteSpan Span => span;

    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        int wanted = (int)Math.Min(buffer.Length, span.End - _position);
        int count = wanted == 0 ? 0 : await RandomAccess.ReadAsync(handle, buffer[..wanted], _position, cancellationToken).ConfigureAwait(false);
        _position += count;
        return count;
    }

    public ValueTask DisposeAsync() => default;
}
