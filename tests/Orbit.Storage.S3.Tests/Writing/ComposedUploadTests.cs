using System.Net;
using Orbit.Storage.S3.Double;

namespace Orbit.Storage.S3.Tests.Writing;

/// <summary>Parts joined on the server: two are sent as they are, the others in groups of two.</summary>
public sealed class ComposedUploadTests : WritingFixture
{
    [TestCase((2 * PartSize) + 0, 2)]
    [TestCase((2 * PartSize) + 1, 3)]
    [TestCase(4 * PartSize, 3)]
    [TestCase((6 * PartSize) - 1, 4)]
    [TestCase(8 * PartSize, 5)]
    public async Task Content_OfAnyLength_IsWhole(int length, int parts)
    {
        byte[] content = Content(length);
        await using S3Backend backend = OpenComposing();

        WriteResult result = await WriteAsync(backend, "object", content);

        Assert.That(result.Size, Is.EqualTo(length));
        Assert.That(await ReadAsync(backend, "object"), Is.EqualTo(content));
        Assert.That(Server.PartLengthsOf(Bucket, "root/object"), Has.Count.EqualTo(parts));
        Assert.That(Server.ChecksumOf(Bucket, "root/object"), Is.EqualTo(System.IO.Hashing.Crc32.HashToUInt32(content)));
        AssertNothingIsLeft();
    }

    [Test]
    public async Task Content_BeyondTheParts_IsTooLargeAndLeavesNothing()
    {
        await using S3Backend backend = OpenComposing();

        Fails(() => WriteAsync(backend, "object", Content((8 * PartSize) + 1)), StorageErrorKind.TooLarge);

        Assert.That(Server.LengthOf(Bucket, "root/object"), Is.Null);
        AssertNothingIsLeft();
    }

    [TestCase("UploadPartCopy")]
    [TestCase("DeleteObject")]
    [TestCase("CompleteMultipartUpload")]
    public async Task Step_ThatFailsOnce_IsTriedAgain(string operation)
    {
        byte[] content = Content(7 * PartSize);
        Server.Faults.Add(operation, Fault.SlowDown());
        await using S3Backend backend = OpenComposing();

        await WriteAsync(backend, "object", content);

        Assert.That(await ReadAsync(backend, "object"), Is.EqualTo(content));
        AssertNothingIsLeft();
    }

    [TestCase("UploadPartCopy")]
    [TestCase("CompleteMultipartUpload")]
    public async Task Step_ThatFails_EndsTheWriteAndLeavesNothing(string operation)
    {
        Server.Faults.Add(operation, new Fault { Status = HttpStatusCode.Forbidden, Code = "AccessDenied" }, times: 100);
        await using S3Backend backend = OpenComposing();

        Fails(() => WriteAsync(backend, "object", Content(7 * PartSize)), StorageErrorKind.PermissionDenied);

        AssertNothingIsLeft();
    }

    [Test]
    public async Task Temporaries_OfAComposedUpload_AreShownByNoListing()
    {
        Server.Put(Bucket, "root/.orbit-compose/left", [1]);
        Server.Put(Bucket, "root/seen", [1]);
        await using S3Backend backend = OpenComposing();

        Assert.That((await backend.ListToListAsync("", 10, null, Token)).Select(entry => entry.Path.Value), Is.EqualTo(new[] { "seen" }));
        Assert.That((await backend.ListToListAsync("", 10, new ListOptions { Recursive = true }, Token)).Select(entry => entry.Path.Value), Is.EqualTo(new[] { "seen" }));
    }

    private S3Backend OpenComposing() => Open(Profile(maxPartSize: 2 * PartSize, maxParts: 5), configure: options =>
    {
        options.Prefix = "root";
        options.LargeUploads = S3LargeUploads.Compose;
        options.ComposeGroupSize = 2;
    });

    private void AssertNothingIsLeft()
    {
        Assert.That(Server.KeysOf(Bucket).Where(key => key.Contains(".orbit-compose", StringComparison.Ordinal)), Is.Empty);
        Assert.That(Server.OpenUploadsOf(Bucket), Is.Zero);
    }
}
