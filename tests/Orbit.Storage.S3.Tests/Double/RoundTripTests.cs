using Amazon.S3;
using Amazon.S3.Model;
using Orbit.Storage.S3.Double;
using Orbit.Storage.S3.Double.Content;

namespace Orbit.Storage.S3.Tests.Double;

/// <summary>The SDK's own client finds in the double what it finds in S3.</summary>
internal sealed class RoundTripTests
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 100_000).Select(i => (byte)(i * 7))];

    [Test]
    public async Task PutObject_OverEither_ComesBack([Values] bool encrypted, [Values("a b/ü+&=~'(x)*.txt", "plain", "dir//double", "x%20y")] string key)
    {
        await using S3Double server = await S3Double.StartAsync();
        server.CreateBucket("bucket");
        using AmazonS3Client client = SdkClient.Create(server, encrypted);

        PutObjectResponse put = await client.PutObjectAsync(NewPut(key, encrypted));
        using GetObjectResponse get = await client.GetObjectAsync(new GetObjectRequest { BucketName = "bucket", Key = key, ByteRange = new Amazon.S3.Model.ByteRange(10, 19) });
        byte[] read = new byte[10];
        await get.ResponseStream.ReadExactlyAsync(read);

        Assert.That(read, Is.EqualTo(Content[10..20]));
        Assert.That(get.ETag, Is.EqualTo(put.ETag));
        Assert.That(get.ContentRange, Is.EqualTo("bytes 10-19/100000"));
        Assert.That(server.KeysOf("bucket"), Is.EqualTo(new[] { key }));
    }

    [Test]
    public async Task Multipart_WithChecksums_IsOneObject()
    {
        await using S3Double server = await S3Double.StartAsync();
        server.CreateBucket("bucket");
        using AmazonS3Client client = SdkClient.Create(server);
        byte[] first = new byte[5 << 20], second = new byte[100];
        Pattern.Fill(first, 0, 3);
        Pattern.Fill(second, first.Length, 3);

        string id = (await client.InitiateMultipartUploadAsync(new InitiateMultipartUploadRequest
        {
            BucketName = "bucket",
            Key = "big",
            ChecksumAlgorithm = Amazon.S3.ChecksumAlgorithm.CRC32,
            ChecksumType = ChecksumType.FULL_OBJECT,
        })).UploadId;
        List<PartETag> tags = [];
        foreach ((int number, byte[] bytes) in new[] { (1, first), (2, second) })
        {
            UploadPartResponse part = await client.UploadPartAsync(new UploadPartRequest
            {
                BucketName = "bucket",
                Key = "big",
                UploadId = id,
                PartNumber = number,
                InputStream = new MemoryStream(bytes),
                DisablePayloadSigning = true,
                ChecksumCRC32 = Crc32.ToBase64(Crc32.Append(0, bytes)),
            });
            tags.Add(new PartETag(number, part.ETag));
        }

        uint whole = Pattern.Checksum(first.Length + second.Length, 3);
        await client.CompleteMultipartUploadAsync(new CompleteMultipartUploadRequest
        {
            BucketName = "bucket",
            Key = "big",
            UploadId = id,
            PartETags = tags,
            ChecksumCRC32 = Crc32.ToBase64(whole),
            ChecksumType = ChecksumType.FULL_OBJECT,
        });

        Assert.That(server.LengthOf("bucket", "big"), Is.EqualTo(first.Length + second.Length));
        Assert.That(server.ChecksumOf("bucket", "big"), Is.EqualTo(whole));
        Assert.That(server.OpenUploadsOf("bucket"), Is.Zero);
    }

    internal static PutObjectRequest NewPut(string key, bool encrypted, byte[]? content = null) => new()
    {
        BucketName = "bucket",
        Key = key,
        InputStream = new MemoryStream(content ?? Content),
        UseChunkEncoding = false,
        DisablePayloadSigning = encrypted,
    };
}
