using Orbit.Storage.S3.Double;

namespace Orbit.Storage.S3.Tests.Faults;

/// <summary>Silence ends by the configured deadlines; what is slow and moves does not.</summary>
internal sealed class DeadlineTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(300);

    [Test]
    public async Task Body_Stalls_IsLeftAndResumed()
    {
        await using FaultStage stage = await FaultStage.StartAsync(options => options.Deadlines.Idle = Short);
        stage.Server.Put(FaultStage.Bucket, "big", FaultStage.Bytes(2_000_000));
        stage.Faults.Add("GetObject", new Fault { StallDownloadAfter = 1_000_000 });

        await stage.AssertContentAsync("big", 2_000_000);
        Assert.That(stage.Requests.Of("GetObject")[^1].Header("If-Match"), Is.Not.Null);
    }

    [Test]
    public async Task Body_AlwaysStalls_Fails()
    {
        await using FaultStage stage = await FaultStage.StartAsync(options =>
        {
            options.Deadlines.Idle = Short;
            options.Retry.MaxAttempts = 2;
        });
        stage.Server.Put(FaultStage.Bucket, "big", FaultStage.Bytes(2_000_000));
        stage.Faults.Add("GetObject", new Fault { StallDownloadAfter = 0 }, times: 100);

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => stage.AssertContentAsync("big", 2_000_000))!;

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.Timeout));
    }

    [Test]
    public async Task Answer_NeverComes_IsAskedAgain()
    {
        await using FaultStage stage = await FaultStage.StartAsync(options => options.Deadlines.FirstByte = Short);
        stage.Server.Put(FaultStage.Bucket, "small", FaultStage.Bytes(100));
        stage.Faults.Add("GetObject", new Fault { Delay = TimeSpan.FromMinutes(5) });

        await stage.AssertContentAsync("small", 100);
    }

    [Test]
    public async Task Part_NobodyReadsOn_IsSentAgain()
    {
        await using FaultStage stage = await FaultStage.StartAsync(options =>
        {
            options.Deadlines.Idle = Short;
            options.Deadlines.FirstByte = Short;
            options.PartSize = 16 << 20;
        });
        stage.Faults.Add("UploadPart", new Fault { StallUploadAfter = 100_000 });

        await stage.WriteAsync("parts", 20 << 20);

        Assert.That(stage.Server.LengthOf(FaultStage.Bucket, "parts"), Is.EqualTo(20 << 20));
        Assert.That(stage.Server.OpenUploadsOf(FaultStage.Bucket), Is.Zero);
    }

    [Test]
    public async Task Body_TricklesWithinTheDeadlines_Succeeds()
    {
        await using FaultStage stage = await FaultStage.StartAsync(options => options.Deadlines.Idle = TimeSpan.FromSeconds(10));
        stage.Server.Put(FaultStage.Bucket, "small", FaultStage.Bytes(20_000));
        stage.Faults.Add("GetObject", new Fault { TricklePiece = 1000, TrickleEvery = TimeSpan.FromMilliseconds(20) }, times: 100);

        await stage.AssertContentAsync("small", 20_000);
    }
}
