using Orbit.Storage.Reading;

namespace Orbit.Storage.Tests.Reading;

public sealed class ProgressTests
{
    private const int C = 1000;
    private const int Size = (9 * C) + 1;

    [Test]
    public async Task Open_ReadToTheEnd_ReportsAllBytesLast()
    {
        Reports reports = new();
        using DownloadHarness harness = new();
        await using (StorageContent content = harness.Downloader(Options()).Open(new ScriptedRangeSource(Size), default, reports))
        {
            await content.Reader.CopyToAsync(Stream.Null);
        }

        Assert.That(reports.All[^1], Is.EqualTo((Size, Size)));
    }

    [Test]
    public async Task Open_Broken_ReportsNoEnd()
    {
        Reports reports = new();
        using DownloadHarness harness = new();
        ScriptedRangeSource source = new(Size, static (span, _) => new BodyScript { Refusal = span.Offset == 5 * C ? new StorageException(StorageErrorKind.NotFound, "gone.") : null });
        await using (StorageContent content = harness.Downloader(Options()).Open(source, default, reports))
        {
            Assert.That(async () => await content.Reader.CopyToAsync(Stream.Null), Throws.InstanceOf<StorageException>());
        }

        Assert.That(reports.All.Select(static report => report.Bytes), Has.All.LessThan(Size));
    }

    [Test]
    public async Task Open_ServerIgnoresRanges_NeverReportsMoreThanThereIs([Range(1, 5)] int seed)
    {
        Reports reports = new();
        using DownloadHarness harness = new();
        RandomScript manners = new(seed, withFaults: false);
        ScriptedRangeSource source = new(Size, (span, index) => index < 3 ? manners.Next(span, index) : new BodyScript { Answer = new ByteSpan(0, Size) });
        await using (StorageContent content = harness.Downloader(Options()).Open(source, default, reports))
        {
            await content.Reader.CopyToAsync(Stream.Null);
        }

        Assert.That(reports.All, Has.All.Matches<(long Bytes, long? Total)>(static report => report.Bytes <= Size));
        Assert.That(reports.All[^1], Is.EqualTo((Size, Size)));
    }

    private static ParallelRangeDownloaderOptions Options() => new() { RangeSize = C, Concurrency = 4, WindowSize = 8 * C };

    private sealed class Reports : IProgress<TransferProgress>
    {
        private readonly List<(long Bytes, long? Total)> _all = [];

        public IReadOnlyList<(long Bytes, long? Total)> All => _all;

        public void Report(TransferProgress value) => _all.Add((value.BytesTransferred, value.TotalBytes));
    }
}
