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
        // All from there on: under load one request may be made twice, and the first of the two not be waited for.
        Server.Faults.Add("GetObject", new Fault { CorruptContent = true }, int.MaxValue, after: 2);
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

    [Test]
    public async Task Read_SmallObject_IsComparedWithinItsOneRequest([Values] bool isSpoilt)
    {
        Server.Put(Bucket, "small", "some content"u8.ToArray(), withChecksum: true);
        if (isSpoilt)
        {
            Server.Faults.Add("GetObject", new Fault { CorruptContent = true });
            await FailsAsync(() => Backend.ReadToAsync("small", Stream.Null, cancellationToken: Token), StorageErrorKind.ChecksumMismatch);
        }
        else
        {
            StorageEntry entry = await Backend.ReadToAsync("small", Stream.Null, cancellationToken: Token);
            Assert.That(entry.Checksum?.Algorithm, Is.EqualTo(ChecksumAlgorithm.Crc32));
        }

        Assert.That(Server.Requests.Counts, Is.EquivalentTo(new Dictionary<string, long> { ["GetObject"] = 1 }));
    }

    [TestCase("crc64nvme", ChecksumAlgorithm.Crc64Nvme, "rosUhgp5mIg=", true)]
    [TestCase("crc64nvme", ChecksumAlgorithm.Crc64Nvme, "rosUhgp5mIk=", false)]
    [TestCase("crc32c", ChecksumAlgorithm.Crc32C, "4waSgw==", true)]
    [TestCase("crc32c", ChecksumAlgorithm.Crc32C, "4waSgQ==", false)]
    public async Task Read_WhatOthersChecksummedOtherwise_IsCompared(string header, ChecksumAlgorithm algorithm, string base64, bool isRight)
    {
        PutDigits(header, base64, "FULL_OBJECT");

        if (isRight)
        {
            StorageEntry entry = await Backend.ReadToAsync("digits", Stream.Null, cancellationToken: Token);
            Assert.That(entry.Checksum?.Algorithm, Is.EqualTo(algorithm));
        }
        else
        {
            await FailsAsync(() => Backend.ReadToAsync("digits", Stream.Null, cancellationToken: Token), StorageErrorKind.ChecksumMismatch);
        }
    }

    [TestCase("crc32", "4waSgQ==", "COMPOSITE", TestName = "a checksum of checksums, whose suffix the answer to a range lacks")]
    [TestCase("crc64nvme", "rosUhg==", "FULL_OBJECT", TestName = "half a checksum")]
    [TestCase("sha256", "FeKw08M4kevw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=", "FULL_OBJECT", TestName = "one that cannot be joined")]
    public async Task Read_WhatCannotBeCompared_Succeeds(string header, string base64, string type)
    {
        PutDigits(header, base64, type);

        StorageEntry entry = await Backend.ReadToAsync("digits", Stream.Null, cancellationToken: Token);

        Assert.That(entry.Checksum, Is.Null);
    }

    private void PutDigits(string header, string base64, string type) => Server.Put(
        Bucket, "digits", "123456789"u8.ToArray(), headers: new Dictionary<string, string> { [$"x-amz-checksum-{header}"] = base64, ["x-amz-checksum-type"] = type });
}
