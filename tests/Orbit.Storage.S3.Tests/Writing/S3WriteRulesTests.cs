namespace Orbit.Storage.S3.Tests.Writing;

public sealed class S3WriteRulesTests : WritingFixture
{
    private static IEnumerable<WriteOptions> Impossible =>
    [
        new() { Metadata = new Dictionary<string, string> { ["Upper"] = "x" } },
        new() { Metadata = new Dictionary<string, string> { ["a b"] = "x" } },
        new() { Metadata = new Dictionary<string, string> { [""] = "x" } },
        new() { Metadata = new Dictionary<string, string> { ["long"] = new string('x', 2045) } },
        new() { ContentDisposition = "attachment; filename=\"ü\"" },
    ];

    [TestCaseSource(nameof(Impossible))]
    public async Task Description_ThatNoRequestCanCarry_IsAnArgumentError(WriteOptions options)
    {
        await using S3Backend backend = Open();

        Assert.That(() => WriteAsync(backend, "object", [1], options), Throws.InstanceOf<ArgumentException>());
        Assert.That(Server.Requests.Total, Is.Zero);
    }

    [Test]
    public async Task Metadata_OfTheMostBytes_IsTaken()
    {
        await using S3Backend backend = Open();

        await WriteAsync(backend, "object", [1], new WriteOptions { Metadata = new Dictionary<string, string> { ["long"] = new string('x', 2044) } });

        Assert.That((await backend.StatAsync("object", Token)).Metadata!["long"], Has.Length.EqualTo(2044));
    }

    [Test]
    public async Task MetadataValue_BeyondTheProfiles_IsAnArgumentError()
    {
        await using S3Backend backend = Open(new S3Profile { Name = "short", MaxMetadataValueBytes = 10 });

        Assert.That(
            () => WriteAsync(backend, "object", [1], new WriteOptions { Metadata = new Dictionary<string, string> { ["key"] = "12345678901" } }), Throws.InstanceOf<ArgumentException>());
    }

    [Test]
    public async Task CustomerKey_OverHttp_IsRefused()
    {
        await using S3Backend backend = Open();

        Fails(() => WriteAsync(backend, "object", [1], new WriteOptions { BackendOptions = new S3WriteOptions { CustomerKey = new byte[32] } }), StorageErrorKind.Unsupported);
        Assert.That(Server.Requests.Total, Is.Zero);
    }
}
