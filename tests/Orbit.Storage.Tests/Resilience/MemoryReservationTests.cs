using System.Buffers;
using Orbit.Storage.Resilience;

namespace Orbit.Storage.Tests.Resilience;

public class MemoryReservationTests
{
    private readonly TransferMemory _memory = new(1024 * 1024);

    [Test]
    public void RentSlab_AsOftenAsThereIsRoom_ThenFails()
    {
        using MemoryReservation reservation = _memory.TryReserve(3 * TransferMemory.SlabSize)!;
        IMemoryOwner<byte>[] slabs = [reservation.RentSlab(), reservation.RentSlab(), reservation.RentSlab()];

        Assert.That(slabs, Is.Unique);
        Assert.That(slabs.Select(slab => slab.Memory.Length), Is.All.EqualTo(TransferMemory.SlabSize));
        Assert.That(reservation.RentSlab, Throws.InvalidOperationException);
    }

    [Test]
    public void Dispose_Twice_GivesBackOnce()
    {
        MemoryReservation first = _memory.TryReserve(TransferMemory.SlabSize)!;
        using MemoryReservation second = _memory.TryReserve(TransferMemory.SlabSize)!;

        first.Dispose();
        first.Dispose();

        Assert.That(_memory.Reserved, Is.EqualTo(TransferMemory.SlabSize));
        Assert.That(first.RentSlab, Throws.TypeOf<ObjectDisposedException>());
    }

    [Test]
    public void RentSlab_PoolOfTheOwn_IsWhereSlabsComeFrom()
    {
        using SlabPool pool = new(1024 * 1024);
        using TransferMemory memory = new(1024 * 1024, pool);
        using IMemoryOwner<byte> known = pool.Rent();
        known.Dispose();

        using MemoryReservation reservation = memory.TryReserve(1)!;
        using IMemoryOwner<byte> slab = reservation.RentSlab();

        Assert.That(slab, Is.SameAs(known));
    }
}
