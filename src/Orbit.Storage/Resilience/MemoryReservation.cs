using System.Buffers;

namespace Orbit.Storage.Resilience;

/// <summary>A share of the byte budget. Its owner rents slabs against it and disposes them before it.</summary>
public sealed class MemoryReservation : IDisposable
{
    private readonly TransferMemory _memory;
    private readonly bool _forRead;
    private long _rented;
    private int _isDisposed;

    internal MemoryReservation(TransferMemory memory, long bytes, bool forRead)
    {
        _memory = memory;
        _forRead = forRead;
        Bytes = bytes;
    }

    /// <summary>How many bytes are reserved: whole slabs.</summary>
    public long Bytes { get; }

    /// <summary>Rents a buffer of <see cref="TransferMemory.SlabSize"/> bytes. The caller disposes it; a slab may be rented only as often as the reservation has room.</summary>
    /// <exception cref="InvalidOperationException">All of the reservation was rented.</exception>
    public IMemoryOwner<byte> RentSlab()
    {
        ObjectDisposedException.ThrowIf(_isDisposed != 0, this);
        if (Interlocked.Add(ref _rented, TransferMemory.SlabSize) > Bytes)
        {
            throw new InvalidOperationException($"The reservation of {Bytes} bytes is used up.");
        }

        return _memory.RentSlab();
    }

    /// <summary>Gives the share back.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            _memory.Release(Bytes, _forRead);
        }
    }
}
