using Amazon.S3;
using Amazon.S3.Model;
using Orbit.Storage.S3.Double;
using Orbit.Storage.S3.Tests.Double;

namespace Orbit.Storage.S3.Tests.Writing;

/// <summary>Copies, renames and changes of attributes, none of whose bytes pass through this process.</summary>
public sealed class ServerCopyTests : WritingFixture
{
    private const int Large = (3 * PartSize) + 5;

    private static readonly WriteOptions Described = new()
    {
        ContentType = "text/plain",
        CacheControl = "no-cache",
        ContentLanguage = "de",
        Metadata = new Dictionary<string, string> { ["name"] = "größer" },
        BackendOptions = new S3WriteOptions { Tags = new Dictionary<string, string> { ["tag"] = "1" } },
    };

    [Test]
    public async Task Copy_KeepsContentAndDescription([Values(10, Large)] int length, [Values("plain", "a b/ü+%25&?.txt")] string to)
    {
        byte[] content = Content(length);
        await using S3Backend backend = Open(Profile(maxPartSize: PartSize));
        await WriteAsync(backend, "from ü", content, Described);

        await backend.CopyAsync("from ü", to, cancellationToken: Token);

        StorageEntry entry = await backend.StatAsync(to, Token);
        Assert.That(await ReadAsync(backend, to), Is.EqualTo(content));
        Assert.That((entry.ContentType, entry.CacheControl, entry.ContentLanguage), Is.EqualTo(("text/plain", "no-cache", "de")));
        Assert.That(entry.Metadata, Is.EquivalentTo(Described.Metadata!));
        Assert.That(await TagsAsync(to), Is.EqualTo(new[] { "tag=1" }));
        Assert.That(Server.Requests.Count("UploadPartCopy"), Is.EqualTo(length == Large ? 4 : 0));
    }

    [Test]
    public async Task Copy_TellsOfItsProgress([Values(10, Large)] int length)
    {
        Recorded progress = new();
        Server.Put(Bucket, "from", Content(length));
        await using S3Backend backend = Open(Profile(maxPartSize: PartSize));

        await backend.CopyAsync("from", "to", new CopyOptions { Progress = progress }, Token);

        Assert.That(progress.Reports[^1], Is.EqualTo((long)length));
        Assert.That(progress.Reports, Is.Ordered);
    }

    [Test]
    public async Task Copy_OfASourceThatIsReplacedMeanwhile_LeavesTheDestination()
    {
        Server.Put(Bucket, "from", Content(Large));
        Server.Faults.Add("UploadPartCopy", new Fault { Meanwhile = () => ReplaceAsync("from") }, after: 1);
        await using S3Backend backend = Open(Profile(maxPartSize: PartSize), configure: options => options.Concurrency = 1);

        Fails(() => backend.CopyAsync("from", "to", cancellationToken: Token), StorageErrorKind.ObjectChanged);

        Assert.That(Server.LengthOf(Bucket, "to"), Is.Null);
        Assert.That(Server.OpenUploadsOf(Bucket), Is.Zero);
    }

    [TestCase("CopyObject", 10)]
    [TestCase("UploadPartCopy", Large)]
    [TestCase("CompleteMultipartUpload", Large)]
    public async Task Error_UnderStatus200_IsTriedAgain(string operation, int length)
    {
        Server.Put(Bucket, "from", Content(length));
        Server.Faults.Add(operation, new Fault { ErrorInside200 = true });
        await using S3Backend backend = Open(Profile(maxPartSize: PartSize));

        await backend.CopyAsync("from", "to", cancellationToken: Token);

        Assert.That(await ReadAsync(backend, "to"), Is.EqualTo(Content(length)));
    }

    [Test]
    public async Task Copy_InPartsThatFails_LeavesNoUpload()
    {
        Server.Put(Bucket, "from", Content(Large));
        Server.Faults.Add("UploadPartCopy", Fault.InternalError(), times: 100);
        await using S3Backend backend = Open(Profile(maxPartSize: PartSize));

        Fails(() => backend.CopyAsync("from", "to", cancellationToken: Token), StorageErrorKind.Network);

        Assert.That(Server.OpenUploadsOf(Bucket), Is.Zero);
    }

    [Test]
    public async Task Rename_MovesContent([Values(10, Large)] int length)
    {
        Server.Put(Bucket, "from", Content(length));
        await using S3Backend backend = Open(Profile(maxPartSize: PartSize));

        await backend.RenameAsync("from", "to", cancellationToken: Token);

        Assert.That(Server.KeysOf(Bucket), Is.EqualTo(new[] { "to" }));
        Assert.That(await ReadAsync(backend, "to"), Is.EqualTo(Content(length)));
    }

    [Test]
    public async Task Attributes_AreChangedWithoutTheOthers([Values(10, Large)] int length)
    {
        await using S3Backend backend = Open(Profile(maxPartSize: PartSize));
        await WriteAsync(backend, "object", Content(length), Described);

        await backend.SetAttributesAsync("object", new StorageAttributes { ContentType = "text/html" }, Token);
        await backend.SetAttributesAsync("object", new StorageAttributes { Metadata = new Dictionary<string, string> { ["other"] = "x" } }, Token);

        StorageEntry entry = await backend.StatAsync("object", Token);
        Assert.That((entry.ContentType, entry.CacheControl, entry.ContentLanguage), Is.EqualTo(("text/html", "no-cache", "de")));
        Assert.That(entry.Metadata, Is.EquivalentTo(new Dictionary<string, string> { ["other"] = "x" }));
        Assert.That(await TagsAsync("object"), Is.EqualTo(new[] { "tag=1" }));
        Assert.That(await ReadAsync(backend, "object"), Is.EqualTo(Content(length)));
    }

    [Test]
    public async Task Change_ThatTakesLongerThanAnOperation_IsWaitedFor([Values] bool isRename)
    {
        Server.Put(Bucket, "from", Content(10));
        Server.Faults.Add("CopyObject", new Fault { Delay = TimeSpan.FromSeconds(2.5) });
        await using S3Backend backend = Open(configure: options => options.Deadlines.Operation = TimeSpan.FromSeconds(2));

        await (isRename ? backend.RenameAsync("from", "to", cancellationToken: Token) : backend.SetAttributesAsync("from", new StorageAttributes { ContentType = "text/html" }, Token));

        Assert.That(Server.Requests.Count("CopyObject"), Is.EqualTo(1));
    }

    [Test]
    public async Task Copy_InPartsThatIsCanceled_LeavesNoUpload()
    {
        using CancellationTokenSource cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Server.Put(Bucket, "from", Content(Large));
        Server.Faults.Add("UploadPartCopy", new Fault { Meanwhile = cancel.CancelAsync }, after: 1);
        await using S3Backend backend = Open(Profile(maxPartSize: PartSize), configure: options => options.Concurrency = 1);

        Assert.That(() => backend.CopyAsync("from", "to", cancellationToken: cancel.Token), Throws.InstanceOf<OperationCanceledException>());

        Assert.That(Server.OpenUploadsOf(Bucket), Is.Zero);
        Assert.That(Server.LengthOf(Bucket, "to"), Is.Null);
    }

    [Test]
    public async Task CreateOnlyCopy_WhoseAnswerIsLost_IsNotTakenForSomebodyElses()
    {
        Server.Put(Bucket, "from", Content(10));
        Server.Faults.Add("CopyObject", new Fault { LoseAnswer = true });
        await using S3Backend backend = Open(S3Profile.Aws);

        Fails(() => backend.CopyAsync("from", "to", new CopyOptions { Overwrite = false }, Token), StorageErrorKind.OutcomeUnknown);
        Fails(() => backend.CopyAsync("from", "to", new CopyOptions { Overwrite = false }, Token), StorageErrorKind.AlreadyExists);
    }

    private async Task<IEnumerable<string>> TagsAsync(string key)
    {
        using AmazonS3Client client = SdkClient.Create(Server, encrypted: false);
        GetObjectTaggingResponse answer = await client.GetObjectTaggingAsync(new GetObjectTaggingRequest { BucketName = Bucket, Key = key }, Token);
        return (answer.Tagging ?? []).Select(tag => $"{tag.Key}={tag.Value}");
    }

    private Task ReplaceAsync(string key)
    {
        Server.Put(Bucket, key, Content(Large, seed: 2));
        return Task.CompletedTask;
    }

    private sealed class Recorded : IProgress<TransferProgress>
    {
        public List<long> Reports { get; } = [];

        public void Report(TransferProgress value) => Reports.Add(value.BytesTransferred);
    }
}
