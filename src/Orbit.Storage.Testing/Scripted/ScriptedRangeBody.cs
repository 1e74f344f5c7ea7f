using Orbit.Storage.Testing.Faults;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Testing.Scripted;

/// <summary>One answer of the scripted server. It holds a connection until it is disposed.</summary>
internal sealed class ScriptedRangeBody(ReadOnlyMemory<byte> content, ByteSpan span, BodyFault? fault, TimeProvider time, IDisposable connection) : IRangeBody
{
    // A network gives a body in pieces; whole ranges in one read would hide mistakes in what holds them.
    private const int PieceSize = 32 * 1024;

    private long _position;
    private bool _isDisposed;

    public ByteSpan Span => span;

    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        long available = Math.Min(span.Length, Math.Max(0, content.Length - span.Offset));
        int count = (int)Math.Min(Math.Min(buffer.Length, PieceSize), available - _position);
        if (fault is not null)
        {
            count = await fault.AdmitAsync(_position, count, time, cancellationToken).ConfigureAwait(false);
        }

        content.Slice((int)(span.Offset + _position), count).CopyTo(buffer);
        _position += count;
        return count;
    }

    public ValueTask DisposeAsync()
    {
        _isDisposed = true;
        connection.Dispose();
        return default;
    }
}
