using System.Net;
using Orbit.Storage.S3.Double;

namespace Orbit.Storage.S3.Tests.Faults;

/// <summary>Each unit of work is tried again by the library alone: requests on the wire are tries of ours.</summary>
internal sealed class RetryCountTests
{
    [Test]
    public async Task Put_503Once_IsSentTwice()
    {
        await using FaultStage stage = await FaultStage.StartAsync();
        stage.Faults.Add("PutObject", Fault.SlowDown());

        await stage.WriteAsync("small", 1000);

        Assert.That(stage.Requests.Total, Is.EqualTo(2));
    }

    [Test]
    public async Task Put_503Always_IsSentAsOftenAsConfigured()
    {
        await using FaultStage stage = await FaultStage.StartAsync(options => options.Retry.MaxAttempts = 3);
        stage.Faults.Add("PutObject", Fault.SlowDown(), times: 100);

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => stage.WriteAsync("small", 1000))!;

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.RateLimited));
        Assert.That(failure.Attempts, Is.EqualTo(3));
        Assert.That(stage.Requests.Count("PutObject"), Is.EqualTo(3));
    }

    [Test]
    public async Task Part_FailsOnce_IsTheOnlyOneSentTwice([Values(HttpStatusCode.ServiceUnavailable, HttpStatusCode.InternalServerError, HttpStatusCode.TooManyRequests)] HttpStatusCode status)
    {
        await using FaultStage stage = await FaultStage.StartAsync();
        stage.Faults.Add("UploadPart", new Fault { Status = status, Code = "SlowDown" }, where: call => call.PartNumber == 2);

        await stage.WriteAsync("parts", 3 * FaultStage.PartSize);

        Assert.That(stage.Requests.Of("UploadPart").Select(call => call.PartNumber).Order(), Is.EqualTo(new[] { 1, 2, 2, 3 }));
        Assert.That(stage.Requests.Count("CompleteMultipartUpload"), Is.EqualTo(1));
    }

    [Test]
    public async Task Part_ConnectionResetWhileSending_IsSentAgain()
    {
        await using FaultStage stage = await FaultStage.StartAsync();
        stage.Faults.Add("UploadPart", new Fault { ResetUploadAfter = 1 << 20 }, where: call => call.PartNumber == 1);

        await stage.WriteAsync("parts", 2 * FaultStage.PartSize);

        await stage.AssertContentAsync("parts", 2 * FaultStage.PartSize);
        Assert.That(stage.Requests.Count("UploadPart"), Is.EqualTo(3));
    }

    [Test]
    public async Task Page_503Once_IsAskedAgain()
    {
        await using FaultStage stage = await FaultStage.StartAsync(bucket: new BucketOptions { GeneratedKeys = 2500 });
        stage.Faults.Add("ListObjectsV2", Fault.SlowDown(), after: 1);

        long count = 0;
        await foreach (StorageEntry _ in stage.Backend.ListAsync("", new ListOptions { Recursive = true }))
        {
            count++;
        }

        Assert.That(count, Is.EqualTo(2500));
        Assert.That(stage.Requests.Count("ListObjectsV2"), Is.EqualTo(4));
    }

    [Test]
    public async Task RetryAfter_LongerThanTheTimeAllowed_FailsWithoutAnotherTry()
    {
        await using FaultStage stage = await FaultStage.StartAsync(options => options.Retry.MaxElapsed = TimeSpan.FromSeconds(5));
        stage.Faults.Add("HeadObject", Fault.SlowDown(retryAfter: 600), times: 100);

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => stage.Backend.StatAsync("any"))!;

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.RateLimited));
        Assert.That(stage.Requests.Count("HeadObject"), Is.EqualTo(1));
    }
}
