using System.Buffers;
using System.Runtime.InteropServices;
using Orbit.Storage.Resilience;

namespace Orbit.Storage.Tests.Resilience;

public class SlabPoolTests
{
    [Test]
    public void Rent_AfterReturn_IsTheSameSlabAndAllocatesNothing()
    {
        using SlabPool pool = new(1024 * 1024);
        IMemoryOwner<byte> first = pool.Rent();
        first.Dispose();

        long before = GC.GetAllocatedBytesForCurrentThread();
        IMemoryOwner<byte> second = pool.Rent();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.That(second, Is.SameAs(first));
        Assert.That(allocated, Is.Zero);
    }

    [Test]
    public void Return_Twice_IsKeptOnce()
    {
        using SlabPool pool = new(1024 * 1024);
        IMemoryOwner<byte> slab = pool.Rent();
        slab.Dispose();
        slab.Dispose();

        IMemoryOwner<byte> first = pool.Rent();
        Assert.That(pool.Rent(), Is.Not.SameAs(first));
    }

    [Test]
    public void Return_MoreThanTheCapacity_KeepsThatMany()
    {
        using SlabPool pool = new(2 * TransferMemory.SlabSize);
        IMemoryOwner<byte>[] rented = [pool.Rent(), pool.Rent(), pool.Rent()];
        foreach (IMemoryOwner<byte> slab in rented)
        {
            slab.Dispose();
        }

        IMemoryOwner<byte>[] again = [pool.Rent(), pool.Rent(), pool.Rent()];

        Assert.That(again.Count(rented.Contains), Is.EqualTo(2));
    }

    [Test]
    public void Rent_MoreThanASlab_IsAnArgumentMistake()
    {
        using SlabPool pool = new(1024 * 1024);

        Assert.That(() => pool.Rent(TransferMemory.SlabSize + 1), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(pool.MaxBufferSize, Is.EqualTo(TransferMemory.SlabSize));
    }

    [Test]
    public void Slab_Memory_StaysInItsPlace()
    {
        using SlabPool pool = new(1024 * 1024);
        using IMemoryOwner<byte> slab = pool.Rent();

        Assert.That(MemoryMarshal.TryGetArray<byte>(slab.Memory, out ArraySegment<byte> segment), Is.True);
        Assert.That(GC.GetGeneration(segment.Array!), Is.EqualTo(GC.MaxGeneration), "on the pinned heap, which is collected with the oldest generation");
    }

    [Test]
    public void Dispose_Pool_FreesWhatItKept()
    {
        SlabPool pool = new(1024 * 1024);
        IMemoryOwner<byte> slab = pool.Rent();
        slab.Dispose();

        pool.Dispose();

        Assert.That(pool.Rent(), Is.Not.SameAs(slab));
    }
}
