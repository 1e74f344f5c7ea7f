using Amazon.S3;
using Amazon.S3.Model;
using Orbit.Storage.S3.Tests.Double;

namespace Orbit.Storage.S3.Tests.Writing;

public sealed class StaleUploadTests : WritingFixture
{
    [Test]
    public async Task Sweep_RemovesWhatIsOldBelowThePrefixAlone()
    {
        using AmazonS3Client client = SdkClient.Create(Server, encrypted: false);
        string id = (await client.InitiateMultipartUploadAsync(Bucket, "root/a b+ü%", Token)).UploadId;
        await client.UploadPartAsync(
            new UploadPartRequest { BucketName = Bucket, Key = "root/a b+ü%", UploadId = id, PartNumber = 1, InputStream = new MemoryStream(new byte[7]), UseChunkEncoding = false }, Token);
        await client.InitiateMultipartUploadAsync(Bucket, "elsewhere", Token);
        Server.Put(Bucket, "root/.orbit-compose/left", new byte[3]);
        Server.Put(Bucket, "root/kept", [1]);
        await using S3Backend backend = Open(configure: options => options.Prefix = "root");

        SweepResult recent = await backend.SweepAsync(TimeSpan.FromHours(1), Token);
        await Task.Delay(TimeSpan.FromSeconds(1.1), Token);
        SweepResult all = await backend.SweepAsync(TimeSpan.Zero, Token);

        Assert.That((recent.Count, recent.Bytes), Is.EqualTo((0L, 0L)));
        Assert.That((all.Count, all.Bytes), Is.EqualTo((2L, 10L)));
        Assert.That(Server.KeysOf(Bucket), Is.EqualTo(new[] { "root/kept" }));
        Assert.That(Server.OpenUploadsOf(Bucket), Is.EqualTo(1));
    }

    [Test]
    public async Task Sweep_OfMoreThanAPage_GoesOn()
    {
        using AmazonS3Client client = SdkClient.Create(Server, encrypted: false);
        await Parallel.ForAsync(0, 1005, Token, async (number, token) => await client.InitiateMultipartUploadAsync(Bucket, $"upload {number}", token));
        await Task.Delay(TimeSpan.FromSeconds(1.1), Token);
        await using S3Backend backend = Open();

        SweepResult swept = await backend.SweepAsync(TimeSpan.Zero, Token);

        Assert.That(swept.Count, Is.EqualTo(1005));
        Assert.That(Server.OpenUploadsOf(Bucket), Is.Zero);
    }
}
