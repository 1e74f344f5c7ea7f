using System.Buffers;
using Orbit.Storage.Resilience;

namespace Orbit.Storage.Writing;

/// <summary>
/// The bytes of one part in slabs, rented as they fill. It owns the slabs and the reservation that they are rented against, and returns both
/// when it is disposed.
/// </summary>
internal sealed class SlabChain(MemoryReservation reservation) : IDisposable
{
    private SlabSegment? _first;
    private SlabSegment? _last;

    public long Capacity => reservation.Bytes;

    public long Length { get; private set; }

    /// <summary>The bytes; valid until the chain is cleared or disposed.</summary>
    public ReadOnlySequence<byte> Bytes => Length == 0 ? default : new ReadOnlySequence<byte>(_first!, 0, _last!, _last!.Memory.Length);

    /// <summary>Where the next bytes go: at least one byte, while <see cref="Length"/> is below <see cref="Capacity"/>.</summary>
    public Memory<byte> GetMemory()
    {
        if (_last is null)
        {
            _first = _last = new SlabSegment(reservation.RentSlab());
        }
        else if (_last.Free.IsEmpty)
        {
            _last.Chain(_last.Following ?? new SlabSegment(reservation.RentSlab()));
            _last = _last.Following!;
        }

        return _last.Free;
    }

    public void Advance(int count)
    {
        _last!.Fill(count);
        Length += count;
    }

    /// <summary>Makes room for another part in the same slabs.</summary>
    public void Clear()
    {
        _first?.Restart(0);
        _last = _first;
        Length = 0;
    }

    public void Dispose()
    {
        for (SlabSegment? segment = _first; segment is not null; segment = segment.Following)
        {
            segment.Return();
        }

        _first = _last = null;
        Length = 0;
        reservation.Dispose();
    }
}
