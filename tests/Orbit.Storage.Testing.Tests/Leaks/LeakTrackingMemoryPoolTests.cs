using System.Buffers;
using NUnit.Framework.Internal;
using Orbit.Storage.Resilience;
using Orbit.Storage.Testing.Leaks;

namespace Orbit.Storage.Testing.Tests.Leaks;

public sealed class LeakTrackingMemoryPoolTests : IDisposable
{
    private readonly LeakTrackingMemoryPool _pool = new();

    public void Dispose() => _pool.Dispose();

    [Test]
    public void AssertClean_EverythingReturned_Passes()
    {
        _pool.Rent(100).Dispose();
        _pool.Rent().Dispose();

        _pool.AssertClean();
        Assert.That((_pool.Outstanding, _pool.PeakOutstanding), Is.EqualTo((0, 1)));
    }

    [Test]
    public void AssertClean_NotReturned_NamesTheRenter()
    {
        using IMemoryOwner<byte> leaked = RentInAMethodWithAName();

        Assert.That(Complaint(), Does.Contain("never returned").And.Contain(nameof(RentInAMethodWithAName)));
    }

    [Test]
    public void AssertClean_ReturnedTwice_Complains()
    {
        IMemoryOwner<byte> buffer = _pool.Rent(100);
        buffer.Dispose();
        buffer.Dispose();

        Assert.That(Complaint(), Does.Contain("returned twice"));
    }

    [Test]
    public void AssertClean_WrittenAfterItsReturn_Complains()
    {
        IMemoryOwner<byte> buffer = _pool.Rent(100);
        Memory<byte> kept = buffer.Memory;
        buffer.Dispose();
        kept.Span[7] = 1;

        Assert.That(Complaint(), Does.Contain("written to after its return, at index 7"));
    }

    [Test]
    public void Memory_AfterTheReturn_IsPoisonedAndRefused()
    {
        IMemoryOwner<byte> buffer = _pool.Rent(100);
        Memory<byte> kept = buffer.Memory;
        kept.Span.Fill(1);
        buffer.Dispose();

        Assert.That(kept.ToArray(), Is.All.EqualTo(LeakTrackingMemoryPool.Poison));
        Assert.That(() => buffer.Memory, Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(Complaint(), Does.Contain("after its return"));
    }

    [Test]
    public async Task Rent_ByTransferMemory_IsTracked()
    {
        using TransferMemory memory = new(1024 * 1024, _pool);
        MemoryReservation reservation = await memory.ReserveAsync(TransferMemory.SlabSize, CancellationToken.None);
        IMemoryOwner<byte> slab = reservation.RentSlab();

        Assert.That((_pool.Outstanding, slab.Memory.Length), Is.EqualTo((1, TransferMemory.SlabSize)));
        slab.Dispose();
        reservation.Dispose();
        _pool.AssertClean();
    }

    private IMemoryOwner<byte> RentInAMethodWithAName() => _pool.Rent(100);

    private string Complaint()
    {
        using (new TestExecutionContext.IsolatedContext())
        {
            return Assert.Throws<AssertionException>(_pool.AssertClean)!.Message;
        }
    }
}
