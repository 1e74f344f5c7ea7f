using System.IO.Pipelines;
using Orbit.Storage.Reading;

namespace Orbit.Storage.Tests.Reading;

public sealed class StoppingTests
{
    private const int C = 1000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly ParallelRangeDownloaderOptions Options = new() { RangeSize = C, Concurrency = 4, WindowSize = 8 * C };

    [Test]
    public async Task Open_CanceledBefore_AsksForNothing()
    {
        using DownloadHarness harness = new();
        ScriptedRangeSource source = new(10 * C);
        Exception? failure = await harness.ReadAsync(source, Options, cancellationToken: new CancellationToken(canceled: true));
        Assert.Multiple(() =>
        {
            Assert.That(failure, Is.InstanceOf<OperationCanceledException>());
            Assert.That(source.Asked, Is.Empty);
        });
    }

    [Test]
    public async Task Open_CanceledWhileBodiesStall_EndsWithTheCallersToken([Values(0, 1, 500)] int stallsAfter)
    {
        using DownloadHarness harness = new();
        ScriptedRangeSource source = new(10 * C, (_, _) => new BodyScript { StallsAfter = stallsAfter });
        using CancellationTokenSource cancellation = new();
        Task<Exception?> reading = harness.ReadAsync(source, Options, cancellationToken: cancellation.Token);
        await UntilAsync(() => source.OpenBodies == 4);
        await cancellation.CancelAsync();
        Exception? failure = await reading.WaitAsync(Patience);
        Assert.That((failure as OperationCanceledException)?.CancellationToken, Is.EqualTo(cancellation.Token));
        harness.AssertNothingIsLeft(source.OpenBodies);
    }

    [Test]
    public async Task Download_Canceled_StopsAndAwaitsEveryBody()
    {
        using DownloadHarness harness = new();
        ScriptedRangeSource source = new(10 * C, static (_, _) => new BodyScript { StallsAfter = 10 });
        using CancellationTokenSource cancellation = new();
        Task<Exception?> downloading = harness.DownloadAsync(source, Options, cancellationToken: cancellation.Token);
        await UntilAsync(() => source.OpenBodies == 4);
        await cancellation.CancelAsync();
        Assert.That(await downloading.WaitAsync(Patience), Is.InstanceOf<OperationCanceledException>());
        harness.AssertNothingIsLeft(source.OpenBodies);
    }

    [Test]
    public async Task Dispose_MidWay_StopsAndAwaitsEveryBody([Values] bool readsFirst)
    {
        using DownloadHarness harness = new();
        ScriptedRangeSource source = new(100 * C, static (span, _) => new BodyScript { StallsAfter = span.Offset > 2 * C ? 10 : null });
        StorageContent content = harness.Downloader(Options).Open(source);
        if (readsFirst)
        {
            ReadResult read = await content.Reader.ReadAsync();
            content.Reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }

        await UntilAsync(() => source.OpenBodies == 4);
        await content.DisposeAsync().AsTask().WaitAsync(Patience);
        await content.DisposeAsync();
        harness.AssertNothingIsLeft(source.OpenBodies);
    }

    [Test]
    public async Task Reader_CompletedMidWay_StopsTheDownload()
    {
        using DownloadHarness harness = new();
        ScriptedRangeSource source = new(1000 * C);
        await using StorageContent content = harness.Downloader(Options).Open(source);
        ReadResult read = await content.Reader.ReadAsync();
        content.Reader.AdvanceTo(read.Buffer.End);
        await content.Reader.CompleteAsync();
        await UntilAsync(() => source.OpenBodies == 0 && harness.Memory.Reserved == 0);
        Assert.That(source.Asked, Has.Count.LessThan(100));
    }

    [Test]
    public async Task Open_NobodyReads_AsksForNoMoreThanTheWindow()
    {
        using DownloadHarness harness = new();
        ScriptedRangeSource source = new(100 * C);
        await using StorageContent content = harness.Downloader(Options).Open(source);
        await UntilAsync(() => source.Asked.Count == 8 && source.OpenBodies == 0);
        for (int i = 0; i < 100; i++)
        {
            await Task.Yield();
        }

        Assert.That(source.Asked, Has.Count.EqualTo(8));
        ReadResult read = await content.Reader.ReadAtLeastAsync(8 * C);
        content.Reader.AdvanceTo(read.Buffer.GetPosition(C));
        await UntilAsync(() => source.Asked.Count == 9);
    }

    [Test]
    public async Task Reader_LooksAtAllAndTakesNothing_StillGetsTheWholeObject()
    {
        using DownloadHarness harness = new();
        ScriptedRangeSource source = new(100 * C);
        await using StorageContent content = harness.Downloader(Options).Open(source);
        ReadResult read = await content.Reader.ReadAtLeastAsync(100 * C);
        Assert.That(read.Buffer.Length, Is.EqualTo(100 * C));
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using CancellationTokenSource patience = new(Patience);
        while (!condition())
        {
            await Task.Delay(1, patience.Token);
        }
    }
}
