using Orbit.Storage.S3.Double;

namespace Orbit.Storage.S3.Tests.Faults;

/// <summary>A listing that goes in a circle or breaks off is a failure, neither endless nor silently short.</summary>
internal sealed class ListingFaultTests
{
    [Test]
    public async Task RepeatedToken_IsALoop()
    {
        await using FaultStage stage = await FaultStage.StartAsync(bucket: new BucketOptions { GeneratedKeys = 10_000 });
        stage.Faults.Add("ListObjectsV2", new Fault { RepeatToken = true }, times: 100, after: 3);

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => CountAsync(stage))!;

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.ListingLoop));
    }

    [Test]
    public async Task TruncatedWithoutToken_IsALoop()
    {
        await using FaultStage stage = await FaultStage.StartAsync(bucket: new BucketOptions { GeneratedKeys = 10_000 });
        stage.Faults.Add("ListObjectsV2", new Fault { OmitToken = true }, times: 100, after: 3);

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => CountAsync(stage))!;

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.ListingLoop));
    }

    [Test]
    public async Task GeneratedKeys_AllShownOnceInOrder([Values(1, 999, 1000, 1001, 25_000)] int keys)
    {
        await using FaultStage stage = await FaultStage.StartAsync(bucket: new BucketOptions { GeneratedKeys = keys });
        string before = "";
        int count = 0;
        await foreach (StorageEntry entry in stage.Backend.ListAsync("", new ListOptions { Recursive = true }))
        {
            Assert.That(string.CompareOrdinal(entry.Path.Value, before), Is.Positive);
            before = entry.Path.Value;
            count++;
        }

        Assert.That(count, Is.EqualTo(keys));
    }

    private static async Task<int> CountAsync(FaultStage stage)
    {
        int count = 0;
        await foreach (StorageEntry _ in stage.Backend.ListAsync("", new ListOptions { Recursive = true }))
        {
            count++;
        }

        return count;
    }
}
