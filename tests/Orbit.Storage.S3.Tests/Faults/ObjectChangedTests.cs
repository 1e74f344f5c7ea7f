using Orbit.Storage.S3.Double;

namespace Orbit.Storage.S3.Tests.Faults;

/// <summary>Bytes of two versions never mix.</summary>
internal sealed class ObjectChangedTests
{
    private const long Length = 6 * FaultStage.PartSize;

    [Test]
    public async Task Replaced_BetweenRanges_Fails()
    {
        await using FaultStage stage = await FaultStage.StartAsync();
        stage.Server.Put(FaultStage.Bucket, "big", FaultStage.Bytes(Length));
        stage.Faults.Add("GetObject", new Fault { Meanwhile = () => Replace(stage) }, times: int.MaxValue, after: 2);

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => stage.AssertContentAsync("big", Length))!;

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.ObjectChanged));
    }

    [Test]
    public async Task Replaced_BeforeABrokenBodyResumes_Fails()
    {
        await using FaultStage stage = await FaultStage.StartAsync();
        stage.Server.Put(FaultStage.Bucket, "big", FaultStage.Bytes(Length));
        stage.Faults.Add("GetObject", new Fault { ResetDownloadAfter = 100_000 });
        stage.Faults.Add("GetObject", new Fault { Meanwhile = () => Replace(stage) }, times: int.MaxValue);

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => stage.AssertContentAsync("big", Length))!;

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.ObjectChanged));
    }

    private static Task Replace(FaultStage stage)
    {
        stage.Server.Put(FaultStage.Bucket, "big", new byte[Length]);
        return Task.CompletedTask;
    }
}
