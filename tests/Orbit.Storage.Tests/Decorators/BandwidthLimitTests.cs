using System.IO.Pipelines;
using System.Threading.RateLimiting;
using Orbit.Storage.Memory;
using Orbit.Storage.Testing;
using Orbit.Storage.Testing.Content;

namespace Orbit.Storage.Tests.Decorators;

public sealed class BandwidthLimitTests
{
    private const int Size = 300_000;
    private readonly PatternedContent _content = new(Size, seed: 1);
    private readonly MemoryBackend _backend = new();

    [TearDown]
    public async Task DisposeAsync() => await _backend.DisposeAsync();

    [Test]
    public async Task Write_PaysForEachByte_HoweverLittleTheLimiterAdmitsAtOnce([Values(100, 5_000, 1_000_000)] int atOnce)
    {
        using CountingLimiter limiter = new(atOnce);

        await _backend.WithBandwidthLimiter(limiter).WriteAsync("file", _content.OpenSource());

        Assert.That(limiter.Taken, Is.EqualTo(Size));
        await using StorageContent written = await _backend.OpenReadAsync("file");
        await _content.MatchesAsync(written.Reader);
    }

    [Test]
    public async Task Read_PaysForEachByte()
    {
        using CountingLimiter limiter = new(10_000);
        await _backend.WriteAsync("file", _content.OpenSource());

        await using (StorageContent content = await _backend.WithBandwidthLimiter(limiter).OpenReadAsync("file"))
        {
            await _content.MatchesAsync(content.Reader);
        }

        Assert.That(limiter.Taken, Is.EqualTo(Size));
    }

    [Test]
    public async Task ReadToFile_PaysForEachByte()
    {
        using CountingLimiter limiter = new(10_000);
        await _backend.WriteAsync("file", _content.OpenSource());
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            await _backend.WithBandwidthLimiter(limiter).ReadToFileAsync("file", path);

            Assert.That((limiter.Taken, new FileInfo(path).Length), Is.EqualTo(((long)Size, (long)Size)));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Test]
    public async Task CancelPendingRead_WhileItWaitsToPay_ReturnsAtOnce()
    {
        using CountingLimiter limiter = new(1_000_000, inAll: 0);
        await _backend.WriteAsync("file", _content.OpenSource());
        await using StorageContent content = await _backend.WithBandwidthLimiter(limiter).OpenReadAsync("file");

        ValueTask<ReadResult> read = content.Reader.ReadAsync();
        Assert.That(read.IsCompleted, Is.False);
        content.Reader.CancelPendingRead();

        ReadResult canceled = await read;
        Assert.That((canceled.IsCanceled, canceled.Buffer.Length), Is.EqualTo((true, 0L)));
        content.Reader.AdvanceTo(canceled.Buffer.End);
    }

    [Test]
    public async Task Read_Canceled_WhileItWaitsToPay_CanBeReadOn()
    {
        using CountingLimiter limiter = new(1_000_000, inAll: 0);
        await _backend.WriteAsync("file", _content.OpenSource());
        await using StorageContent content = await _backend.WithBandwidthLimiter(limiter).OpenReadAsync("file");
        using CancellationTokenSource canceler = new();
        ValueTask<ReadResult> read = content.Reader.ReadAsync(canceler.Token);

        await canceler.CancelAsync();
        Assert.That(async () => await read, Throws.InstanceOf<OperationCanceledException>());
        limiter.Admit(Size);

        await _content.MatchesAsync(content.Reader);
    }

    [Test]
    public async Task Write_Canceled_WhileItWaitsToPay_LeavesNothing()
    {
        using CountingLimiter limiter = new(1_000_000, inAll: 1000);
        using CancellationTokenSource canceler = new();
        Task write = _backend.WithBandwidthLimiter(limiter).WriteAsync("file", _content.OpenSource(), null, canceler.Token);

        await canceler.CancelAsync();

        Assert.That(async () => await write, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(await _backend.ExistsAsync("file"), Is.False);
    }

    [Test]
    public async Task Limiter_WithoutAQueue_FailsTheTransferAndSaysSo()
    {
        using TokenBucketRateLimiter limiter = new(new TokenBucketRateLimiterOptions
        {
            TokenLimit = 1000,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = TimeSpan.FromHours(1),
            QueueLimit = 0,
            AutoReplenishment = false,
        });

        StorageException failure = await StorageAssert.FailsAsync(
            () => _backend.WithBandwidthLimiter(limiter).WriteAsync("file", _content.OpenSource()), StorageErrorKind.RateLimited);

        Assert.That(failure.Message, Does.Contain("QueueLimit"));
        Assert.That(await _backend.ExistsAsync("file"), Is.False);
    }

    [Test]
    public void Rate_OutOfBounds_IsRefused([Values(0, 65_535, 17_179_869_185)] long rate) =>
        Assert.That(() => _backend.WithBandwidthLimit(rate), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("65536"));
}
