using Orbit.Storage.Resilience;

namespace Orbit.Storage.Tests.Writing;

public sealed class WriteMemoryTests
{
    private const int Slab = TransferMemory.SlabSize;

    [Test]
    public async Task WriteAsync_HundredWritersOnEightParts_NeverMoreAndAllEnd()
    {
        TrackedPool pool = new();
        using TransferMemory memory = new(8 * Slab, pool);
        int underWay = 0;
        List<RecordingSink> sinks = [];
        await using StubBackend backend = new(new StorageCapabilities(), new StorageServices { Memory = memory }, new StubBackendOptions { PartSize = Slab }, _ =>
        {
            RecordingSink sink = new()
            {
                OnCall = async (call, _, token) =>
                {
                    if (call.StartsWith("part", StringComparison.Ordinal))
                    {
                        Assert.That(Interlocked.Increment(ref underWay), Is.LessThanOrEqualTo(8));
                        await Task.Delay(2, token);
                        Interlocked.Decrement(ref underWay);
                    }
                },
            };
            lock (sinks)
            {
                sinks.Add(sink);
            }

            return sink;
        });
        byte[] content = WriteRig.Content((3 * Slab) + 1);

        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => backend.WriteAsync($"object {i}", WriteRig.Source(content, 50_000))));

        Assert.That(memory.PeakReserved, Is.LessThanOrEqualTo(memory.Capacity));
        Assert.That(sinks, Has.Count.EqualTo(100).And.All.Matches<RecordingSink>(sink => sink.Published!.AsSpan().SequenceEqual(content)));
        Assert.That((memory.Reserved, pool.Rented, pool.ReturnedTwice), Is.EqualTo((0L, 0, 0)));
    }

    [Test]
    public void WriteAsync_BudgetIsUsedUp_NeitherSinkNorSourceIsTouched()
    {
        using WriteRig rig = new(capacity: 1 << 20);
        using MemoryReservation first = rig.Memory.TryReserve(1 << 19)!;
        using MemoryReservation second = rig.Memory.TryReserve(1 << 19)!;
        RecordingSource source = WriteRig.Source(WriteRig.Content(100_000));

        Task<WriteResult> writing = rig.WriteAsync(source);
        Assert.That((writing.IsCompleted, rig.Opened, source.Consumed), Is.EqualTo((false, 0, 0L)));
        second.Dispose();

        Assert.That(async () => await writing, Throws.Nothing);
    }

    [Test]
    public async Task WriteAsync_OthersWaitForMemory_GetsByWithOnePart()
    {
        using WriteRig rig = new(capacity: 8 * Slab);
        TaskCompletionSource entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        rig.Sink.OnCall = (call, _, _) =>
        {
            if (call == "part 0")
            {
                entered.SetResult();
                return goOn.Task;
            }

            return Task.CompletedTask;
        };
        Task<WriteResult> writing = rig.WriteAsync(WriteRig.Content(20 * Slab), new WriteOptions { Transfer = new TransferOptions { PartSize = Slab, Concurrency = 1 } });
        await entered.Task;
        using MemoryReservation most = rig.Memory.TryReserve(4 * Slab)!;
        using MemoryReservation rest = rig.Memory.TryReserve(3 * Slab)!;
        ValueTask<MemoryReservation> waiting = rig.Memory.ReserveAsync(Slab, default);
        goOn.SetResult();

        await writing;

        using MemoryReservation granted = await waiting;
        Assert.That(rig.Sink.PartCount, Is.EqualTo(20), "it kept its one part's memory, though another waited in line");
    }

    [Test]
    public async Task WriteAsync_PartsGrowBeyondWhatIsHeld_TakesMoreInTurn()
    {
        using WriteRig rig = new(new StorageCapabilities { MaxParts = 10, MaxObjectSize = 40 << 20 }, capacity: 64 << 20);
        byte[] content = WriteRig.Content(30 << 20);

        await rig.WriteAsync(content, new WriteOptions { Transfer = new TransferOptions { PartSize = Slab } });

        Assert.That(rig.Sink.PartSizes.Distinct().Count(), Is.GreaterThan(3));
        Assert.That(rig.Sink.Published!.AsSpan().SequenceEqual(content));
        rig.AssertNothingHeld();
    }

    [Test]
    public async Task WriteAsync_ProducerHoldsAllOfIt_NoMemoryIsTaken([Values(1, 4096, WriteRig.PartSize)] int length)
    {
        using WriteRig rig = new();
        byte[] content = WriteRig.Content(length);

        await rig.WriteAsync(System.IO.Pipelines.PipeReader.Create(new System.Buffers.ReadOnlySequence<byte>(content)));

        Assert.That(rig.Sink.Published!.AsSpan().SequenceEqual(content));
        Assert.That(rig.Memory.PeakReserved, Is.Zero);
    }
}
