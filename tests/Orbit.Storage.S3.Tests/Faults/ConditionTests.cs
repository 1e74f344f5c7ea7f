using Orbit.Storage.S3.Double;

namespace Orbit.Storage.S3.Tests.Faults;

/// <summary>Conditions hold to the last moment, for a PUT and for an upload in parts.</summary>
internal sealed class ConditionTests
{
    [Test]
    public async Task CreateOnly_SomeoneWasFasterWhileTheLastRequestWasUnderWay_Fails([Values(1000, 2 * FaultStage.PartSize)] long length)
    {
        await using FaultStage stage = await FaultStage.StartAsync();
        stage.Faults.Add(null, (call, _) => call.Operation is "PutObject" or "CompleteMultipartUpload" ? new Fault { Meanwhile = () => PutOther(stage) } : null);

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => stage.WriteAsync("one", length, new WriteOptions { Overwrite = false }))!;

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.AlreadyExists));
        Assert.That(await stage.Backend.ReadBytesAsync("one"), Is.EqualTo(new byte[] { 9 }));
        Assert.That(stage.Server.OpenUploadsOf(FaultStage.Bucket), Is.Zero);
    }

    [Test]
    public async Task IfMatch_SomeoneChangedIt_Fails([Values(1000, 2 * FaultStage.PartSize)] long length)
    {
        await using FaultStage stage = await FaultStage.StartAsync();
        stage.Server.Put(FaultStage.Bucket, "one", [1]);
        string etag = (await stage.Backend.StatAsync("one")).ETag!;
        await PutOther(stage);

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => stage.WriteAsync("one", length, new WriteOptions { IfMatch = etag }))!;

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.PreconditionFailed));
        Assert.That(stage.Server.OpenUploadsOf(FaultStage.Bucket), Is.Zero);
    }

    private static Task PutOther(FaultStage stage)
    {
        stage.Server.Put(FaultStage.Bucket, "one", [9]);
        return Task.CompletedTask;
    }
}
