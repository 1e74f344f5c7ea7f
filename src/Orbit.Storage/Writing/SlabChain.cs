using System.Buffers;
using Orbit.Storage.Resilience;

namespace Orbit.Storage.Writing;

/// <summary>The bytes of one part in slabs, rented as they fill. It owns the slabs and the reservation that they are rented against until it releases both.</summary>
internal sealed class SlabChain
{
    private readonly SlabSegment _first = new();
    private SlabSegment? _last;
    private MemoryReservation? _reservation;

    public long Capacity => _reservation?.Bytes ?? 0;

    public long Length { get; private set; }

    /// <summary>The bytes; valid until the chain is cleared.</summary>
    public ReadOnlySequence<byte> Bytes => Length == 0 ? ReadOnlySequence<byte>.Empty : new ReadOnlySequence<byte>(_first, 0, _last!, _last!.Memory.Length);

    public void Own(MemoryReservation reservation) => _reservation = reservation;

    /// <summary>Gives what is free of the slab that is being filled, which is rented now if need be. Called while <see cref="Capacity"/> has room.</summary>
    public Memory<byte> GetMemory() => Open().Free;

    /// <summary>Counts bytes that were written to the beginning of what <see cref="GetMemory"/> gave.</summary>
    public void Advance(int count)
    {
        Length += count;
        _last!.Advance(count);
    }

    /// <summary>Forgets the bytes and keeps the slabs for the next part.</summary>
    public void Clear()
    {
        _last = null;
        Length = 0;
    }

    /// <summary>Returns the slabs, and then the reservation.</summary>
    public void Release()
    {
        Clear();
        for (SlabSegment? segment = _first; segment is not null; segment = segment.Following)
        {
            segment.ReturnSlab();
        }

        _reservation?.Dispose();
        _reservation = null;
    }

    private SlabSegment Open()
    {
        if (_last is null)
        {
            _last = _first;
            _last.Restart(0);
        }
        else if (_last.IsFull)
        {
            _last = _last.Extend();
        }
        else
        {
            return _last;
        }

        if (!_last.HasSlab)
        {
            _last.Own(_reservation!.RentSlab());
        }

        return _last;
    }
}
