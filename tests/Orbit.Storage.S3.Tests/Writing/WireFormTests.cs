using Orbit.Storage.S3.Double;

namespace Orbit.Storage.S3.Tests.Writing;

/// <summary>What requests look like: plain bodies of exact length, protected once.</summary>
public sealed class WireFormTests : WritingFixture
{
    [Test]
    public async Task Write_OfWhatFitsAPart_IsOneRequest([Values(0, 1, PartSize)] int length, [Values] bool encrypted)
    {
        await using S3Backend backend = Open(encrypted: encrypted);

        WriteResult result = await WriteAsync(backend, "a b/ü", Content(length));

        S3Call call = Server.Requests.All.Single();
        Assert.That(call.Operation, Is.EqualTo("PutObject"));
        Assert.That(Server.LengthOf(Bucket, "a b/ü"), Is.EqualTo(length));
        Assert.That(result.ETag, Is.EqualTo(Server.ETagOf(Bucket, "a b/ü")!.Trim('"')));
    }

    [Test]
    public async Task Body_OfEveryUpload_HasNoFraming([Values] bool encrypted, [Values] bool checksums)
    {
        await using S3Backend backend = Open(Profile(checksums), encrypted);

        await WriteAsync(backend, "small", Content(100));
        await WriteAsync(backend, "large", Content((2 * PartSize) + 1));

        foreach (S3Call call in Server.Requests.All.Where(call => call.Operation is "PutObject" or "UploadPart"))
        {
            Assert.That(call.Header("x-amz-content-sha256"), encrypted ? Is.EqualTo("UNSIGNED-PAYLOAD") : Has.Length.EqualTo(64));
            Assert.That(call.Header("Content-Encoding"), Is.Null);
            Assert.That(call.Header("x-amz-trailer"), Is.Null);
            Assert.That(call.Header("x-amz-checksum-crc32"), checksums ? Has.Length.EqualTo(8) : Is.Null);
            Assert.That(call.Header("x-amz-sdk-checksum-algorithm"), checksums ? Is.EqualTo("CRC32") : Is.Null);
        }
    }

    [Test]
    public async Task Parts_WithChecksums_AreCombinedToTheWholeObjects()
    {
        byte[] content = Content((3 * PartSize) + 17);
        await using S3Backend backend = Open();

        await WriteAsync(backend, "large", content);

        S3Call complete = Server.Requests.Of("CompleteMultipartUpload").Single();
        Assert.That(complete.Header("x-amz-checksum-type"), Is.EqualTo("FULL_OBJECT"));
        Assert.That(complete.Header("x-amz-mp-object-size"), Is.EqualTo($"{content.Length}"));
        Assert.That(Server.ChecksumOf(Bucket, "large"), Is.EqualTo(System.IO.Hashing.Crc32.HashToUInt32(content)));
    }

    [Test]
    public async Task Description_OfAnObject_IsTheSameInOneRequestAndInParts([Values(10, 2 * PartSize)] int length)
    {
        WriteOptions options = new()
        {
            ContentType = "text/plain; charset=utf-8",
            CacheControl = "no-cache",
            ContentDisposition = "attachment; filename=\"x\"",
            ContentEncoding = "gzip",
            ContentLanguage = "de",
            Metadata = new Dictionary<string, string> { ["name"] = "größer", ["empty"] = "" },
            BackendOptions = new S3WriteOptions { Tags = new Dictionary<string, string> { ["a b"] = "c&d" } },
        };
        await using S3Backend backend = Open();

        await WriteAsync(backend, "described", Content(length), options);
        StorageEntry entry = await backend.StatAsync("described", Token);

        Assert.That(
            (entry.ContentType, entry.CacheControl, entry.ContentDisposition, entry.ContentEncoding, entry.ContentLanguage),
            Is.EqualTo((options.ContentType, options.CacheControl, options.ContentDisposition, options.ContentEncoding, options.ContentLanguage)));
        Assert.That(entry.Metadata, Is.EquivalentTo(options.Metadata));
        Assert.That(Server.Requests.All[0].Header("x-amz-tagging"), Is.EqualTo("a%20b=c%26d"));
    }
}
