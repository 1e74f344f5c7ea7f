using Orbit.Storage.Reading;
using Orbit.Storage.Resilience;

namespace Orbit.Storage.Tests.Reading;

public sealed class StarvedBudgetTests
{
    private const int RangeSize = 100;
    private const int Ranges = 2000;

    // Where nothing can be read ahead, a range begins when the one before it has let go of the pipe. By then the consumer may have taken everything
    // and will not ask again, so whoever lets go must. Each range is a chance to miss that moment.
    [Test]
    [CancelAfter(60_000)]
    public async Task Open_NothingLeftInTheBudget_ReadsEveryRange([Range(1, 8)] int run, CancellationToken cancellationToken)
    {
        using DownloadHarness harness = new(1024 * 1024);
        using MemoryReservation? first = harness.Memory.TryReserve(harness.Memory.LargestReservation);
        using MemoryReservation? second = harness.Memory.TryReserve(harness.Memory.LargestReservation);
        Assert.That(harness.Memory.Reserved, Is.EqualTo(harness.Memory.Capacity));
        ScriptedRangeSource source = new(Ranges * RangeSize);
        ParallelRangeDownloaderOptions options = new() { RangeSize = RangeSize, WindowSize = 8 * RangeSize, Concurrency = 1 + (run % 4) };

        Exception? failure = await harness.ReadAsync(source, options, cancellationToken: cancellationToken);

        Assert.That(failure, Is.Null);
        Assert.That(source.Asked.Sum(static span => span.Length), Is.EqualTo(Ranges * RangeSize));
    }
}
