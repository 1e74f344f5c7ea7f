using Orbit.Storage.S3.Double;

namespace Orbit.Storage.S3.Tests.Faults;

/// <summary>S3 answers slow operations before it knows their outcome: an error can come under status 200.</summary>
internal sealed class ErrorInside200Tests
{
    [Test]
    public async Task Complete_ErrorOnce_IsRepeatedAndSucceeds([Values("SlowDown", "InternalError")] string code)
    {
        await using FaultStage stage = await FaultStage.StartAsync();
        stage.Faults.Add("CompleteMultipartUpload", new Fault { ErrorInside200 = true, Code = code });

        await stage.WriteAsync("parts", 2 * FaultStage.PartSize);

        Assert.That(stage.Server.LengthOf(FaultStage.Bucket, "parts"), Is.EqualTo(2 * FaultStage.PartSize));
        Assert.That(stage.Requests.Count("CompleteMultipartUpload"), Is.EqualTo(2));
    }

    [Test]
    public async Task Complete_ErrorAlways_FailsAndLeavesNothing()
    {
        await using FaultStage stage = await FaultStage.StartAsync();
        stage.Faults.Add("CompleteMultipartUpload", new Fault { ErrorInside200 = true, Code = "SlowDown" }, times: 100);

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => stage.WriteAsync("parts", 2 * FaultStage.PartSize))!;

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.RateLimited));
        Assert.That(stage.Server.KeysOf(FaultStage.Bucket), Is.Empty);
        Assert.That(stage.Server.OpenUploadsOf(FaultStage.Bucket), Is.Zero);
    }

    [Test]
    public async Task Copy_ErrorOnce_IsRepeatedAndSucceeds()
    {
        await using FaultStage stage = await FaultStage.StartAsync();
        stage.Server.Put(FaultStage.Bucket, "source", FaultStage.Bytes(100));
        stage.Faults.Add("CopyObject", new Fault { ErrorInside200 = true, Code = "SlowDown" });

        await stage.Backend.CopyAsync("source", "copy");

        await stage.AssertContentAsync("copy", 100);
        Assert.That(stage.Requests.Count("CopyObject"), Is.EqualTo(2));
    }

    [Test]
    public async Task DeleteObjects_OneKeyRefused_FailsForThatKeyAlone()
    {
        await using FaultStage stage = await FaultStage.StartAsync();
        foreach (string key in new[] { "a", "b", "c" })
        {
            stage.Server.Put(FaultStage.Bucket, key, [1]);
        }

        stage.Server.DeleteFault = key => key == "b" ? "AccessDenied" : null;
        List<DeleteResult> results = [];
        await foreach (DeleteResult result in stage.Backend.DeleteManyAsync(["a", "b", "c"]))
        {
            results.Add(result);
        }

        Assert.That(stage.Server.KeysOf(FaultStage.Bucket), Is.EqualTo(new[] { "b" }));
        Assert.That(results.Where(result => !result.IsDeleted).Select(result => result.Path.Value), Is.EqualTo(new[] { "b" }));
    }
}
