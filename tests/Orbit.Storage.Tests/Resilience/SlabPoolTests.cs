using System.Buffers;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Time.Testing;
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
    public void Slab_Memory_IsNotOnTheCollectedHeap()
    {
        using SlabPool pool = new(1024 * 1024);
        using IMemoryOwner<byte> slab = pool.Rent();

        Assert.That(MemoryMarshal.TryGetArray<byte>(slab.Memory, out _), Is.False);
        Assert.That(slab.Memory.Length, Is.EqualTo(TransferMemory.SlabSize));
    }

    [Test]
    public void Slab_UnusedForTwiceTheIdleTime_IsFreed()
    {
        FakeTimeProvider time = new();
        using SlabPool pool = new(1024 * 1024, time);
        IMemoryOwner<byte> slab = pool.Rent();
        Memory<byte> memory = slab.Memory;
        slab.Dispose();

        time.Advance(2 * SlabPool.IdleTime);

        Assert.That(() => memory.Span[0], Throws.TypeOf<ObjectDisposedException>());
        Assert.That(pool.Rent(), Is.Not.SameAs(slab));
    }

    [Test]
    public void Slab_WantedNowAndThen_IsKeptAndTheRestIsFreed()
    {
        FakeTimeProvider time = new();
        using SlabPool pool = new(1024 * 1024, time);
        IMemoryOwner<byte>[] slabs = [pool.Rent(), pool.Rent(), pool.Rent()];
        foreach (IMemoryOwner<byte> slab in slabs)
        {
            slab.Dispose();
        }

        for (int i = 0; i < 3; i++)
        {
            time.Advance(SlabPool.IdleTime / 2);
            pool.Rent().Dispose();
            time.Advance(SlabPool.IdleTime / 2);
        }

        IMemoryOwner<byte>[] again = [pool.Rent(), pool.Rent(), pool.Rent()];
        Assert.That(again.Count(slabs.Contains), Is.EqualTo(1));
    }

    [Test]
    public void Slab_RentedForLong_IsLeftAlone()
    {
        FakeTimeProvider time = new();
        using SlabPool pool = new(1024 * 1024, time);
        pool.Rent().Dispose();
        using IMemoryOwner<byte> slab = pool.Rent();

        time.Advance(5 * SlabPool.IdleTime);

        slab.Memory.Span.Fill(1);
        Assert.That(slab.Memory.Span[^1], Is.EqualTo(1));
    }

    [Test]
    public void Return_AfterAllWereFreed_IsFreedInItsTurn()
    {
        FakeTimeProvider time = new();
        using SlabPool pool = new(1024 * 1024, time);
        pool.Rent().Dispose();
        time.Advance(3 * SlabPool.IdleTime);
        IMemoryOwner<byte> slab = pool.Rent();
        slab.Dispose();

        time.Advance(2 * SlabPool.IdleTime);

        Assert.That(pool.Rent(), Is.Not.SameAs(slab));
    }

    [Test]
    public void Return_AfterThePoolWasDisposed_FreesTheSlab()
    {
        SlabPool pool = new(1024 * 1024);
        IMemoryOwner<byte> slab = pool.Rent();
        Memory<byte> memory = slab.Memory;
        pool.Dispose();
        memory.Span.Fill(1);

        slab.Dispose();

        Assert.That(() => memory.Span[0], Throws.TypeOf<ObjectDisposedException>());
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
