using Amazon.S3;

namespace Orbit.Storage.S3.Tests.Writing;

/// <summary>Names that cannot be stored are refused before anything is asked for.</summary>
public sealed class KeyRulesTests : WritingFixture
{
    [TestCase("/leading", StorageErrorKind.InvalidPath)]
    [TestCase(".orbit-compose/x", StorageErrorKind.InvalidPath)]
    [TestCase(".orbit-compose", StorageErrorKind.InvalidPath)]
    public async Task Path_ThatIsOutOfReach_IsRefused(string path, StorageErrorKind kind)
    {
        IAmazonS3 client = S3ClientFactory.Create(new S3BackendOptions { Bucket = Bucket, Endpoint = Server.Http, AccessKey = "orbit", SecretKey = Server.Options.SecretKey });
        ((AmazonS3Config)client.Config).ForcePathStyle = true;
        await using S3Backend backend = Open();

        if (backend.Capabilities.PathRules.AllowsLeadingSeparator && path.StartsWith('/'))
        {
            Assert.Pass("The client signs such keys as it sends them.");
        }

        Fails(() => WriteAsync(backend, path, [1]), kind);
        Fails(() => backend.StatAsync(path, Token), kind);
        Assert.That(Server.Requests.Total, Is.Zero);
    }

    [TestCase(".orbit-composed")]
    [TestCase("a/.orbit-compose/x")]
    public async Task Path_ThatOnlyLooksReserved_IsTaken(string path)
    {
        await using S3Backend backend = Open();

        await WriteAsync(backend, path, [1]);

        Assert.That(Server.KeysOf(Bucket), Is.EqualTo(new[] { path }));
    }

    [Test]
    public async Task Key_WithItsPrefix_HasTheStoresLength()
    {
        await using S3Backend backend = Open(configure: options => options.Prefix = "prefix");

        Fails(() => WriteAsync(backend, new string('x', 1018), [1]), StorageErrorKind.NameTooLong);
        Assert.That(Server.Requests.Total, Is.Zero);
        await WriteAsync(backend, new string('x', 1017), [1]);

        Assert.That(Server.KeysOf(Bucket).Single(), Has.Length.EqualTo(1024));
    }

    [Test]
    public async Task ControlCharacter_WhereTheStoreHasNone_IsRefused()
    {
        await using S3Backend backend = Open(new S3Profile { Name = "plain", ControlCharactersInKeys = false });

        Fails(() => WriteAsync(backend, "a\u0001b", [1]), StorageErrorKind.InvalidPath);
        Assert.That(Server.Requests.Total, Is.Zero);
    }
}
