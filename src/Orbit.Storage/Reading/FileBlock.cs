using System.Buffers;
using Orbit.Storage.Resilience;

namespace Orbit.Storage.Reading;

/// <summary>One slab that gathers bytes for one write to the file, with the reservation it was rented against.</summary>
internal sealed class FileBlock : IDisposable
{
    private readonly MemoryReservation _reservation;
    private readonly IMemoryOwner<byte> _slab;

    public FileBlock(MemoryReservation reservation)
    {
        _reservation = reservation;
        _slab = reservation.RentSlab();
    }

    public Memory<byte> Memory => _slab.Memory[..TransferMemory.SlabSize];

    /// <summary>How many bytes are not written yet.</summary>
    public int Filled { get; set; }

    public void Dispose()
    {
        _slab.Dispose();
        _reservation.Dispose();
    }
}
