using Orbit.Storage.Resilience;
using Orbit.Storage.S3.Double;

namespace Orbit.Storage.S3.Tests.Faults;

/// <summary>Bodies that break, lie or are damaged: the reader gets the exact bytes or a failure.</summary>
internal sealed class DownloadFaultTests
{
    private const long Length = (4 * FaultStage.PartSize) + 12345;

    [Test]
    public async Task Reset_InEachBody_ResumesWhereItWasWithTheTag()
    {
        await using FaultStage stage = await StartPatientAsync();
        stage.Faults.Add("GetObject", new Fault { ResetDownloadAfter = 1_000_000 }, times: 6);

        await stage.AssertContentAsync("big", Length);

        S3Call[] later = [.. stage.Requests.Of("GetObject").Skip(1)];
        Assert.That(later.Select(call => call.Header("If-Match")), Has.All.EqualTo(stage.Server.ETagOf(FaultStage.Bucket, "big")));
        Assert.That(later.Select(call => long.Parse(call.Header("Range")!["bytes=".Length..].Split('-')[0], System.Globalization.CultureInfo.InvariantCulture)), Has.Some.Matches<long>(start => start % FaultStage.PartSize != 0), "a range goes on where its body broke");
    }

    [Test]
    public async Task Reset_BeforeTheFirstByte_IsAskedAgain()
    {
        await using FaultStage stage = await StartAsync();
        stage.Faults.Add("GetObject", new Fault { ResetDownloadAfter = 0 }, times: 3);

        await stage.AssertContentAsync("big", Length);
    }

    [Test]
    public async Task ShortBody_OfALaterRange_IsNoticedAndCompleted()
    {
        await using FaultStage stage = await StartAsync();
        stage.Faults.Add("GetObject", new Fault { ShortenBodyBy = 1000 }, after: 1);

        await stage.AssertContentAsync("big", Length);
    }

    [Test]
    public async Task ShortBody_OfTheFirstRange_IsNoticedAndCompleted()
    {
        await using FaultStage stage = await StartAsync();
        stage.Faults.Add("GetObject", new Fault { ShortenBodyBy = 1000 });

        await stage.AssertContentAsync("big", Length);
    }

    [Test]
    public async Task LongBody_IsNeverDeliveredAsContent([Values(0, 1)] int after)
    {
        await using FaultStage stage = await StartAsync();
        stage.Faults.Add("GetObject", new Fault { LengthenBodyBy = 1000 }, after: after);

        await stage.AssertContentOrFailureAsync("big", Length);
    }

    [Test]
    public async Task IgnoredRange_Once_IsNeverTakenForTheRange([Values(0, 1, 2)] int after)
    {
        await using FaultStage stage = await StartAsync();
        stage.Faults.Add("GetObject", new Fault { IgnoreRange = true }, after: after);

        await stage.AssertContentOrFailureAsync("big", Length);
    }

    [Test]
    public async Task IgnoredRange_Always_ReadsTheWholeObjectInOneBody()
    {
        await using FaultStage stage = await StartAsync();
        stage.Faults.Add("GetObject", new Fault { IgnoreRange = true }, times: 100);

        await stage.AssertContentAsync("big", Length);
    }

    [Test]
    public async Task WrongContentRange_IsNeverTakenForTheRange([Values(0, 1)] int after)
    {
        await using FaultStage stage = await StartAsync();
        stage.Faults.Add("GetObject", new Fault { ShiftRangeBy = 4096 }, after: after);

        await stage.AssertContentOrFailureAsync("big", Length);
    }

    [Test]
    public async Task NoContentRange_IsNeverTakenForTheRange([Values(0, 1)] int after)
    {
        await using FaultStage stage = await StartAsync();
        stage.Faults.Add("GetObject", new Fault { OmitContentRange = true }, after: after);

        await stage.AssertContentOrFailureAsync("big", Length);
    }

    [Test]
    public async Task DamagedBody_OfAnObjectWithAChecksum_IsNotDelivered()
    {
        await using FaultStage stage = await FaultStage.StartAsync();
        stage.Server.Put(FaultStage.Bucket, "big", FaultStage.Bytes(Length), withChecksum: true);
        stage.Faults.Add("GetObject", new Fault { CorruptContent = true }, after: 1);

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => stage.AssertContentAsync("big", Length))!;

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.ChecksumMismatch));
    }

    [Test]
    public async Task ToFile_ResetsAnd503s_IsExact()
    {
        await using FaultStage stage = await StartPatientAsync();
        string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        stage.Faults.Add("GetObject", (_, index) => index % 3 == 0 ? new Fault { ResetDownloadAfter = 700_000 } : index % 3 == 1 ? Fault.SlowDown() : null, times: 12);
        try
        {
            await stage.Backend.ReadToFileAsync("big", file);

            Assert.That((await File.ReadAllBytesAsync(file)).AsSpan().SequenceEqual(FaultStage.Bytes(Length)), Is.True);
        }
        finally
        {
            File.Delete(file);
        }
    }

    // All faults may meet the same range, which then must not run out of attempts.
    private static Task<FaultStage> StartPatientAsync() =>
        StartAsync(options => options.Retry = new RetryOptions { MaxAttempts = 20, BaseDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(10) });

    private static async Task<FaultStage> StartAsync(Action<S3BackendOptions>? configure = null)
    {
        FaultStage stage = await FaultStage.StartAsync(configure);
        stage.Server.Put(FaultStage.Bucket, "big", FaultStage.Bytes(Length));
        return stage;
    }
}
