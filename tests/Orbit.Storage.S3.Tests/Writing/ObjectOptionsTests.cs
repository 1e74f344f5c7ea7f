using Orbit.Storage.S3.Double;

namespace Orbit.Storage.S3.Tests.Writing;

/// <summary>What only S3 knows of an object reaches the store, in one request and in parts, and the customer's key with every request that needs it.</summary>
public sealed class ObjectOptionsTests : WritingFixture
{
    private static readonly byte[] CustomerKey = [.. Enumerable.Range(0, 32).Select(value => (byte)value)];

    [Test]
    public async Task Options_OfTheWrite_AreSentWhereTheObjectBegins([Values(10, 2 * PartSize)] int length)
    {
        await using S3Backend backend = Open();
        S3WriteOptions specific = new() { StorageClass = "STANDARD_IA", CannedAcl = "public-read", ServerSideEncryption = "aws:kms", KmsKeyId = "key-1" };

        await WriteAsync(backend, "object", Content(length), new WriteOptions { BackendOptions = specific });

        S3Call first = Server.Requests.All[0];
        Assert.Multiple(() =>
        {
            Assert.That(first.Operation, Is.EqualTo(length > PartSize ? "CreateMultipartUpload" : "PutObject"));
            Assert.That(first.Header("x-amz-storage-class"), Is.EqualTo("STANDARD_IA"));
            Assert.That(first.Header("x-amz-acl"), Is.EqualTo("public-read"));
            Assert.That(first.Header("x-amz-server-side-encryption"), Is.EqualTo("aws:kms"));
            Assert.That(first.Header("x-amz-server-side-encryption-aws-kms-key-id"), Is.EqualTo("key-1"));
        });
    }

    [Test]
    public async Task Options_OfTheBackend_HoldWhereTheWriteHasNone()
    {
        await using S3Backend backend = Open(configure: options => options.Objects = new S3WriteOptions { StorageClass = "GLACIER_IR", CannedAcl = "private" });

        await WriteAsync(backend, "object", Content(10), new WriteOptions { BackendOptions = new S3WriteOptions { CannedAcl = "public-read" } });

        S3Call put = Server.Requests.All.Single();
        Assert.That((put.Header("x-amz-storage-class"), put.Header("x-amz-acl")), Is.EqualTo(("GLACIER_IR", "public-read")));
    }

    [Test]
    public async Task CustomerKey_OverTls_GoesWithEveryRequestThatNeedsIt()
    {
        string key = Convert.ToBase64String(CustomerKey);
        const string Digest = "tP/LI3N87DFaSk0aoqYgzg=="; // MD5 of the key, as S3 wants it beside it
        await using S3Backend backend = Open(encrypted: true, configure: options => options.Objects = new S3WriteOptions { CustomerKey = CustomerKey });

        await WriteAsync(backend, "small", Content(10));
        await WriteAsync(backend, "large", Content(2 * PartSize));
        await backend.StatAsync("large", Token);
        await ReadAsync(backend, "large");

        string[] keyed = ["PutObject", "CreateMultipartUpload", "UploadPart", "HeadObject", "GetObject"];
        Assert.That(Server.Requests.All.Select(call => call.Operation).Intersect(keyed), Is.EquivalentTo(keyed));
        foreach (S3Call call in Server.Requests.All.Where(call => keyed.Contains(call.Operation)))
        {
            Assert.That(call.Header("x-amz-server-side-encryption-customer-algorithm"), Is.EqualTo("AES256"), call.Operation);
            Assert.That(call.Header("x-amz-server-side-encryption-customer-key"), Is.EqualTo(key), call.Operation);
            Assert.That(call.Header("x-amz-server-side-encryption-customer-key-md5"), Is.EqualTo(Digest).IgnoreCase, call.Operation);
        }
    }

    [Test]
    public async Task CustomerKey_OverHttp_IsRefusedBeforeAnythingIsSent()
    {
        await using S3Backend backend = Open(configure: options => options.Objects = new S3WriteOptions { CustomerKey = CustomerKey });

        StorageException failure = Fails(() => WriteAsync(backend, "object", Content(10)), StorageErrorKind.Unsupported);

        Assert.That(failure.Message, Does.Contain("https").And.Not.Contain(Convert.ToBase64String(CustomerKey)));
        Assert.That(Server.Requests.All, Is.Empty);
    }
}
