using System.Buffers;
using Orbit.Storage.Resilience;

namespace Orbit.Storage.Reading;

/// <summary>A reservation shared by the segments that a range was split into. The last of them gives it back.</summary>
internal sealed class ReadAheadReservation(MemoryReservation reservation)
{
    private int _users = 1;

    public ReadAheadReservation Share()
    {
        Interlocked.Increment(ref _users);
        return this;
    }

    public IMemoryOwner<byte> RentSlab() => reservation.RentSlab();

    public void Release()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            reservation.Dispose();
        }
    }
}
