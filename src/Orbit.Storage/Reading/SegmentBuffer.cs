using System.Buffers;
using Orbit.Storage.Resilience;

namespace Orbit.Storage.Reading;

/// <summary>
/// The slabs of one segment: its slot fills them, one other takes from them. A slab is rented when its first byte is due and goes back when its
/// last was taken.
/// </summary>
/// <remarks>Counters change under the gate of the download. Bytes between them are touched outside of it: no two touch the same.</remarks>
internal sealed class SegmentBuffer(ReadAheadReservation reservation, long length) : IDisposable
{
    private readonly IMemoryOwner<byte>?[] _slabs = new IMemoryOwner<byte>?[(int)((length + TransferMemory.SlabSize - 1) / TransferMemory.SlabSize)];
    private long _capacity = length;
    private long _filled;
    private long _taken;
    private bool _isDisposed;

    public ReadAheadReservation Reservation => reservation;

    public long Buffered => _filled - _taken;

    public bool IsFull => _filled == _capacity;

    /// <summary>Leaves what lies behind to another segment.</summary>
    public void Shrink(long capacity) => _capacity = capacity;

    /// <summary>Where the next bytes go; not when full.</summary>
    public Memory<byte> GetMemory()
    {
        ref IMemoryOwner<byte>? slab = ref _slabs[(int)(_filled / TransferMemory.SlabSize)];
        slab ??= reservation.RentSlab();
        int start = (int)(_filled % TransferMemory.SlabSize);
        return slab.Memory.Slice(start, (int)Math.Min(TransferMemory.SlabSize - start, _capacity - _filled));
    }

    public void Fill(int count) => _filled += count;

    /// <summary>The next bytes that nobody has taken, as many as lie together.</summary>
    public ReadOnlyMemory<byte> Peek()
    {
        int start = (int)(_taken % TransferMemory.SlabSize);
        int count = (int)Math.Min(TransferMemory.SlabSize - start, Buffered);
        return count == 0 ? default : _slabs[(int)(_taken / TransferMemory.SlabSize)]!.Memory.Slice(start, count);
    }

    public void Take(int count)
    {
        _taken += count;
        if (_taken % TransferMemory.SlabSize == 0)
        {
            ref IMemoryOwner<byte>? slab = ref _slabs[(int)((_taken - 1) / TransferMemory.SlabSize)];
            slab?.Dispose();
            slab = null;
        }
    }

    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        foreach (ref IMemoryOwner<byte>? slab in _slabs.AsSpan())
        {
            slab?.Dispose();
            slab = null;
        }

        reservation.Release();
    }
}
