using Orbit.Storage.S3.Double;

namespace Orbit.Storage.S3.Tests.Reading;

/// <summary>What is read of a large object is compared with the checksum that the store keeps of it.</summary>
public sealed class StoredChecksumTests : DoubleFixture
{
    private const long Size = (20 << 20) + 7;

    [Test]
    public async Task Read_LargeObjectWithItsChecksum_Succeeds()
    {
        Server.PutPattern(Bucket, "large", Size, withChecksum: true);

        StorageEntry entry = await Backend.ReadToAsync("large", Stream.Null, cancellationToken: Token);

        Assert.That(entry.Checksum, Is.Not.Null);
    }

    [Test]
    public async Task Read_ContentSpoiltOnItsWay_IsChecksumMismatch([Values] bool intoFile)
    {
        Server.PutPattern(Bucket, "large", Size, withChecksum: true);
        Server.Faults.Add("GetObject", new Fault { CorruptContent = true }, after: 2);
        string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

        await FailsAsync(
            () => intoFile ? Backend.ReadToFileAsync("large", file, cancellationToken: Token) : Backend.ReadToAsync("large", Stream.Null, cancellationToken: Token),
            StorageErrorKind.ChecksumMismatch);

        Assert.That(File.Exists(file), Is.False);
    }

    [Test]
    public async Task Read_StoreWithoutChecksums_AsksForNone()
    {
        Open(options => options.Store = S3Profile.Generic);
        Server.PutPattern(Bucket, "large", Size, withChecksum: true);

        await Backend.ReadToAsync("large", Stream.Null, cancellationToken: Token);

        Assert.That(Server.Requests.Count("HeadObject"), Is.Zero);
        Assert.That(Server.Requests.All.Select(call => call.Header("x-amz-checksum-mode")), Is.All.Null);
    }
}
