using Orbit.Storage.Testing.Faults;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Testing.Decorators;

/// <summary>Gives what another body has, as slowly and as far as a fault allows.</summary>
internal sealed class FaultyRangeBody(IRangeBody inner, BodyFault fault, TimeProvider time) : IRangeBody
{
    private long _position;

    public ByteSpan Span => inner.Span;

    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        int admitted = await fault.AdmitAsync(_position, buffer.Length, time, cancellationToken).ConfigureAwait(false);
        int count = admitted == 0 ? 0 : await inner.ReadAsync(buffer[..admitted], cancellationToken).ConfigureAwait(false);
        _position += count;
        return count;
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
