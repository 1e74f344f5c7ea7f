using Orbit.Storage.Resilience;

namespace Orbit.Storage.Tests.Resilience;

public class TransferMemoryTests
{
    private const long MiB = 1024 * 1024;
    private readonly TransferMemory _memory = new(8 * MiB);

    [TestCase(1, TransferMemory.SlabSize)]
    [TestCase(TransferMemory.SlabSize, TransferMemory.SlabSize)]
    [TestCase(TransferMemory.SlabSize + 1, 2 * TransferMemory.SlabSize)]
    public async Task Reserve_AnyBytes_TakesWholeSlabs(long bytes, long taken)
    {
        using MemoryReservation reservation = await _memory.ReserveAsync(bytes, CancellationToken.None);

        Assert.That(reservation.Bytes, Is.EqualTo(taken));
        Assert.That(_memory.Reserved, Is.EqualTo(taken));
    }

    [Test]
    public async Task Reserve_BudgetUsedUp_WaitsInLineFirstComeFirstServed()
    {
        MemoryReservation first = await ReserveAsync(4);
        MemoryReservation second = await ReserveAsync(4);
        Task<MemoryReservation> large = ReserveAsync(4);
        Task<MemoryReservation> small = ReserveAsync(1);
        Task<MemoryReservation> smaller = ReserveAsync(1);

        Assert.That(large.IsCompleted || small.IsCompleted || smaller.IsCompleted, Is.False);

        second.Dispose();
        MemoryReservation third = await large;
        Assert.That(small.IsCompleted || smaller.IsCompleted, Is.False, "what came later and would not fit behind it waits on");

        first.Dispose();
        (await small).Dispose();
        (await smaller).Dispose();
        third.Dispose();
        Assert.That(_memory.Reserved, Is.Zero);
    }

    [Test]
    public async Task Reserve_SmallBehindLarge_DoesNotOvertake()
    {
        using MemoryReservation held = await ReserveAsync(4);
        using MemoryReservation half = await ReserveAsync(2);
        Task<MemoryReservation> large = ReserveAsync(4);
        Task<MemoryReservation> small = ReserveAsync(1);

        Assert.That(small.IsCompleted, Is.False, "2 MiB are free, but a larger one was first");

        held.Dispose();
        (await large).Dispose();
        (await small).Dispose();
    }

    [Test]
    public async Task TryReserve_SomeoneWaits_DoesNotOvertake()
    {
        MemoryReservation held = await ReserveAsync(4);
        using MemoryReservation half = await ReserveAsync(2);
        Task<MemoryReservation> waiting = ReserveAsync(4);

        Assert.That(_memory.TryReserve(MiB), Is.Null);
        Assert.That(_memory.TryReserveForRead(MiB), Is.Null);

        held.Dispose();
        (await waiting).Dispose();
        using MemoryReservation? free = _memory.TryReserve(MiB);
        Assert.That(free, Is.Not.Null);
    }

    [Test]
    public async Task TryReserve_NotEnoughFree_IsNullAndTakesNothing()
    {
        using MemoryReservation first = await ReserveAsync(4);
        using MemoryReservation second = await ReserveAsync(3);

        Assert.That(_memory.TryReserve(2 * MiB), Is.Null);
        Assert.That(_memory.Reserved, Is.EqualTo(7 * MiB));
    }

    [Test]
    public void TryReserveForRead_ReadsHoldTheirHalf_IsNullWhileWritesFindRoom()
    {
        using MemoryReservation? first = _memory.TryReserveForRead(3 * MiB);
        using MemoryReservation? second = _memory.TryReserveForRead(MiB);

        Assert.That(_memory.ReservedForReads, Is.EqualTo(4 * MiB));
        Assert.That(_memory.TryReserveForRead(1), Is.Null);
        using MemoryReservation? write = _memory.TryReserve(4 * MiB);
        Assert.That(write, Is.Not.Null);

        first!.Dispose();
        Assert.That(_memory.ReservedForReads, Is.EqualTo(MiB));
        using MemoryReservation? third = _memory.TryReserveForRead(3 * MiB);
        Assert.That(third, Is.Not.Null);
    }

    [Test]
    public async Task Reserve_Cancelled_LeavesTheLineAndLetsTheNextIn()
    {
        using MemoryReservation held = await ReserveAsync(4);
        using MemoryReservation half = await ReserveAsync(2);
        using CancellationTokenSource cancellation = new();
        Task<MemoryReservation> large = _memory.ReserveAsync(4 * MiB, cancellation.Token).AsTask();
        Task<MemoryReservation> small = ReserveAsync(1);

        await cancellation.CancelAsync();

        OperationCanceledException failure = Assert.CatchAsync<OperationCanceledException>(() => large);
        Assert.That(failure.CancellationToken, Is.EqualTo(cancellation.Token));
        using MemoryReservation next = await small.WaitAsync(TimeSpan.FromMinutes(1));
        Assert.That(_memory.Reserved, Is.EqualTo(7 * MiB));
    }

    [Test]
    public async Task Reserve_CancelledAfterItWasServed_KeepsTheReservation()
    {
        using CancellationTokenSource cancellation = new();
        MemoryReservation held = await ReserveAsync(4);
        using MemoryReservation other = await ReserveAsync(4);
        Task<MemoryReservation> waiting = _memory.ReserveAsync(MiB, cancellation.Token).AsTask();
        held.Dispose();

        await cancellation.CancelAsync();

        (await waiting).Dispose();
        Assert.That(_memory.Reserved, Is.EqualTo(4 * MiB));
    }

    [Test]
    public async Task PeakReserved_AfterAll_IsTheMostThatWasHeldAtOnce()
    {
        MemoryReservation first = await ReserveAsync(2);
        MemoryReservation second = await ReserveAsync(3);
        first.Dispose();
        MemoryReservation third = await ReserveAsync(1);
        second.Dispose();
        third.Dispose();

        Assert.That(_memory.PeakReserved, Is.EqualTo(5 * MiB));
        Assert.That(_memory.Reserved, Is.Zero);
    }

    [Test]
    public async Task Reserve_ManyAtOnce_NeverHoldsMoreThanTheCapacityAndServesAll([Range(1, 5)] int seed)
    {
        Random random = new(seed);
        long[] sizes = [.. Enumerable.Range(0, 200).Select(_ => random.NextInt64(1, _memory.LargestReservation + 1))];

        await Task.WhenAll(sizes.Select(async (size, i) =>
        {
            await Task.Yield();
            using CancellationTokenSource cancellation = new();
            if (i % 7 == 0)
            {
                await cancellation.CancelAsync();
            }

            try
            {
                using MemoryReservation reservation = await _memory.ReserveAsync(size, cancellation.Token);
                await Task.Yield();
            }
            catch (OperationCanceledException) when (i % 7 == 0)
            {
                // One in seven leaves the line at once.
            }
        })).WaitAsync(TimeSpan.FromMinutes(1));

        Assert.That(_memory.PeakReserved, Is.InRange(1, _memory.Capacity));
        Assert.That(_memory.Reserved, Is.Zero);
        Assert.That(_memory.ReservedForReads, Is.Zero);
    }

    [Test]
    public void Reserve_OutOfBounds_IsAnArgumentMistake()
    {
        Assert.That(async () => await _memory.ReserveAsync(0, CancellationToken.None), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(async () => await _memory.ReserveAsync(_memory.LargestReservation + 1, CancellationToken.None), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new TransferMemory(MiB - 1), Throws.InstanceOf<ArgumentException>());
    }

    [Test]
    public void Shared_Default_IsSixtyFourMebibytes() => Assert.That(TransferMemory.Shared.Capacity, Is.EqualTo(64 * MiB));

    private Task<MemoryReservation> ReserveAsync(int mebibytes) => _memory.ReserveAsync(mebibytes * MiB, CancellationToken.None).AsTask();
}
