using Orbit.Storage.Reading;
using Orbit.Storage.Resilience;

namespace Orbit.Storage.Tests.Reading;

public sealed class MemoryBudgetTests
{
    private const int Range = 256 * 1024;
    private static readonly ParallelRangeDownloaderOptions Options = new() { RangeSize = Range, Concurrency = 4, WindowSize = 8 * Range };

    [Test]
    public async Task Open_BudgetUsedUpByOthers_StillDeliversOneRangeAfterTheOther()
    {
        using DownloadHarness harness = new(capacity: 1024 * 1024);
        using MemoryReservation first = await harness.Memory.ReserveAsync(512 * 1024, CancellationToken.None);
        using MemoryReservation second = await harness.Memory.ReserveAsync(512 * 1024, CancellationToken.None);
        ScriptedRangeSource source = new(20 * Range);
        Assert.That(await harness.ReadAsync(source, Options), Is.Null);
        Assert.That(source.MostOpenBodies, Is.EqualTo(1));
    }

    [Test]
    public async Task Open_LittleBudget_NeverReservesMoreThanReadsMay()
    {
        using DownloadHarness harness = new(capacity: 2 * 1024 * 1024);
        ScriptedRangeSource source = new(40 * Range, new RandomScript(5, withFaults: false).Next);
        Assert.That(await harness.ReadAsync(source, Options), Is.Null);
        Assert.That(harness.Memory.PeakReserved, Is.InRange(1, 1024 * 1024));
        harness.AssertNothingIsLeft(source.OpenBodies);
    }

    [Test]
    public async Task Open_WindowOfTwoMebibytes_HoldsNoMoreThanIt()
    {
        using DownloadHarness harness = new();
        ScriptedRangeSource source = new(60 * Range, new RandomScript(7, withFaults: false).Next);
        Assert.That(await harness.ReadAsync(source, Options), Is.Null);
        Assert.That(harness.Memory.PeakReserved, Is.LessThanOrEqualTo(8 * Range));
    }

    [Test]
    public async Task Download_BudgetUsedUpByOthers_WaitsInLineBeforeItAsksForAnything()
    {
        using DownloadHarness harness = new(capacity: 1024 * 1024);
        MemoryReservation first = await harness.Memory.ReserveAsync(512 * 1024, CancellationToken.None);
        using MemoryReservation second = await harness.Memory.ReserveAsync(512 * 1024, CancellationToken.None);
        ScriptedRangeSource source = new(20 * Range);
        Task<Exception?> downloading = harness.DownloadAsync(source, Options);
        Assert.Multiple(() =>
        {
            Assert.That(downloading.IsCompleted, Is.False);
            Assert.That(source.Asked, Is.Empty);
        });
        first.Dispose();
        Assert.That(await downloading, Is.Null);
        second.Dispose();
        harness.AssertNothingIsLeft(source.OpenBodies);
    }

    [Test]
    public void Plan_DefaultsOnASmallBudget_MakesRangesSmallerRatherThanConnectionsFewer()
    {
        using TransferMemory memory = new(64L * 1024 * 1024);
        RangePlan plan = new(new ParallelRangeDownloaderOptions(), memory, new ByteSpan(0, 1L << 30), 1L << 30);
        Assert.Multiple(() =>
        {
            Assert.That(plan.Window, Is.EqualTo(32L * 1024 * 1024));
            Assert.That(plan.RangeSize, Is.EqualTo(1280 * 1024));
        });
    }

    [Test]
    public void Plan_IntoAFileOnASmallBudget_KeepsItsRangesBehindTheFirst()
    {
        using TransferMemory memory = new(64L * 1024 * 1024);
        RangePlan plan = new(new ParallelRangeDownloaderOptions(), memory, new ByteSpan(0, 1L << 30), 1L << 30, isOrdered: false);
        Assert.That((plan.FirstRangeSize, plan.RangeSize), Is.EqualTo((1280L * 1024, 8L * 1024 * 1024)), "a file takes bytes in any order, and none waits in memory");
    }

    [Test]
    public void Plan_ExplicitSmallRange_IsKept()
    {
        using TransferMemory memory = new(64L * 1024 * 1024);
        RangePlan plan = new(new ParallelRangeDownloaderOptions { RangeSize = 1000, WindowSize = 1000 }, memory, new ByteSpan(0, 1L << 30), 1L << 30);
        Assert.That(plan.RangeSize, Is.EqualTo(1000));
    }
}
