namespace Orbit.Storage.S3.Tests.Faults;

/// <summary>What fits one part costs one request.</summary>
internal sealed class SmallPutTests
{
    [Test]
    public async Task Write_FitsOnePart_IsOnePut([Values(0, 1, 4096, 1 << 20)] int length)
    {
        await using FaultStage stage = await FaultStage.StartAsync();

        await stage.WriteAsync("small", length);

        Assert.That(stage.Requests.Counts, Is.EqualTo(new Dictionary<string, long> { ["PutObject"] = 1 }));
        Assert.That(stage.Server.LengthOf(FaultStage.Bucket, "small"), Is.EqualTo(length));
    }

    [Test]
    public async Task Read_SmallObject_IsOneGet()
    {
        await using FaultStage stage = await FaultStage.StartAsync();
        stage.Server.Put(FaultStage.Bucket, "small", FaultStage.Bytes(4096));

        byte[] read = await stage.Backend.ReadBytesAsync("small");

        Assert.That(read, Is.EqualTo(FaultStage.Bytes(4096)));
        Assert.That(stage.Requests.Counts, Is.EqualTo(new Dictionary<string, long> { ["GetObject"] = 1 }));
    }

    [Test]
    public async Task Delete_OneObject_IsOneDelete()
    {
        await using FaultStage stage = await FaultStage.StartAsync();
        stage.Server.Put(FaultStage.Bucket, "small", FaultStage.Bytes(1));

        await stage.Backend.DeleteAsync("small");

        Assert.That(stage.Requests.Counts, Is.EqualTo(new Dictionary<string, long> { ["DeleteObject"] = 1 }));
    }
}
