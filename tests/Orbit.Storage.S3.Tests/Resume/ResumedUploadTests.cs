using System.Net;
using Orbit.Storage.Resilience;
using Orbit.Storage.S3.Double;
using Orbit.Storage.Testing.Content;

namespace Orbit.Storage.S3.Tests.Resume;

/// <summary>What goes on, and what starts again, against an endpoint that counts.</summary>
[CancelAfter(60_000)]
public sealed class ResumedUploadTests
{
    private const string Bucket = "bucket";
    private const string Key = "a b/ü";
    private const long PartSize = 64 << 10;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("orbit-resumed-");
    private readonly PatternedContent _content = new((10 * PartSize) + 5, seed: 5);
    private S3Double _double = null!;

    private string Journal => Path.Combine(_directory.FullName, "journal");

    private static CancellationToken Token => TestContext.CurrentContext.CancellationToken;

    private static S3Profile SmallParts(bool checksums) => new() { Name = "small", MinPartSize = PartSize, Checksums = checksums, ConditionalCreate = true, ConditionalComplete = true };

    [SetUp]
    public async Task StartAsync()
    {
        _double = await S3Double.StartAsync(new S3DoubleOptions { MinPartSize = PartSize });
        _double.CreateBucket(Bucket);
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _double.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    [Test]
    public async Task Resume_OfSixParts_SendsTheOthersAlone([Values] bool checksums)
    {
        await InterruptAsync(_content, 6, checksums: checksums);
        Assert.That(_double.OpenUploadsOf(Bucket), Is.EqualTo(1));
        _double.Requests.Clear();

        WriteResult result = await UploadAsync(_content, checksums: checksums);

        Assert.That(result.ResumedBytes, Is.EqualTo(6 * PartSize));
        Assert.That(_double.Requests.Of("UploadPart").Select(call => call.PartNumber).Order(), Is.EqualTo(new[] { 7, 8, 9, 10, 11 }));
        Assert.That(_double.Requests.Count("CreateMultipartUpload"), Is.Zero);
        await AssertExactAsync(_content);
    }

    [Test]
    public async Task Resume_OfMoreThanAPageOfParts_FindsThemAll()
    {
        PatternedContent content = new((1100 * PartSize) + 5, seed: 6);
        await InterruptAsync(content, 1050);
        _double.Requests.Clear();

        WriteResult result = await UploadAsync(content);

        Assert.That(result.ResumedBytes, Is.EqualTo(1050 * PartSize));
        Assert.That(_double.Requests.Count("ListParts"), Is.EqualTo(2));
        await AssertExactAsync(content);
    }

    [Test]
    public async Task Resume_OfAnUploadThatIsGone_StartsAgain()
    {
        await InterruptAsync(_content, 6);
        _double.Faults.Add("ListParts", new Fault { Status = HttpStatusCode.NotFound, Code = "NoSuchUpload" });

        WriteResult result = await UploadAsync(_content);

        Assert.That(result.ResumedBytes, Is.Zero);
        await AssertExactAsync(_content);
    }

    [Test]
    public async Task Resume_WithTheJournalOfAnotherKey_IsRefused()
    {
        await InterruptAsync(_content, 6);

        await using S3Backend backend = Open(checksums: false);
        StorageException failure = Assert.ThrowsAsync<StorageException>(() => backend.WriteAsync("other", _content.OpenSource(), Options(), Token));

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.InvalidConfiguration));
        Assert.That(failure.Message, Does.Contain(Journal).And.Contain(Key));
        Assert.That(File.Exists(Journal), Is.True);
    }

    [Test]
    public async Task Resume_WithOtherOptions_StartsAgainAndRemovesTheOldUpload()
    {
        await InterruptAsync(_content, 6);

        WriteResult result = await UploadAsync(_content, specific: new S3WriteOptions { StorageClass = "STANDARD_IA" });

        Assert.That(result.ResumedBytes, Is.Zero);
        await AssertExactAsync(_content);
    }

    [Test]
    public async Task Resume_WithOtherMetadata_PublishesTheNew()
    {
        await InterruptAsync(_content, 6);

        await UploadAsync(_content, new Dictionary<string, string> { ["k"] = "new" });

        await using S3Backend backend = Open(checksums: false);
        Assert.That((await backend.StatAsync(Key, Token)).Metadata!["k"], Is.EqualTo("new"));
        await AssertExactAsync(_content);
    }

    [Test]
    public async Task Resume_OfASourceThatChangedInOnePart_SendsThatPartAgain()
    {
        await InterruptAsync(_content, 6);
        byte[] changed = _content.ToArray();
        changed[(3 * PartSize) + 7] ^= 1;
        _double.Requests.Clear();

        await using S3Backend backend = Open(checksums: false);
        WriteResult result = await backend.WriteAsync(Key, System.IO.Pipelines.PipeReader.Create(new System.Buffers.ReadOnlySequence<byte>(changed)), Options(), Token);

        Assert.That(result.ResumedBytes, Is.EqualTo(5 * PartSize));
        Assert.That(_double.Requests.Of("UploadPart").Select(call => call.PartNumber).Order(), Is.EqualTo(new[] { 4, 7, 8, 9, 10, 11 }));
        await AssertHoldsAsync(changed);
    }

    [Test]
    public async Task Upload_WhileAnotherProcessHasTheJournal_IsBusy()
    {
        using UploadProcess other = UploadProcess.Start(BackendOptions(checksums: false), Key, Journal, _content.Length, _content.Seed, PartSize, stallsAt: 3 * PartSize);
        await other.AwaitAsync("stalled", Token);

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => UploadAsync(_content));

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.Busy));
        Assert.That(failure.Message, Does.Contain(Journal));
        await other.KillAsync(Token);
        await UploadAsync(_content);
        await AssertExactAsync(_content);
    }

    [Test]
    public async Task Upload_ThatFitsOnePart_LeavesNothingOfAnEarlierOne()
    {
        await InterruptAsync(_content, 6);

        await UploadAsync(new PatternedContent(100, seed: 9));

        await AssertExactAsync(new PatternedContent(100, seed: 9));
    }

    private async Task InterruptAsync(PatternedContent content, int parts, bool checksums = false)
    {
        await using S3Backend backend = Open(checksums);
        SourceBehavior breaks = new() { FailsAt = ((parts + 1) * PartSize) - 1 };
        Assert.CatchAsync<Exception>(() => backend.WriteAsync(Key, content.OpenSource(breaks), Options(), Token));
        Assert.That(File.Exists(Journal), Is.True);
    }

    private async Task<WriteResult> UploadAsync(
        PatternedContent content, Dictionary<string, string>? metadata = null, S3WriteOptions? specific = null, bool checksums = false)
    {
        await using S3Backend backend = Open(checksums);
        return await backend.WriteAsync(Key, content.OpenSource(), Options(metadata, specific), Token);
    }

    // One part after the other, so that it is known which are stored.
    private WriteOptions Options(Dictionary<string, string>? metadata = null, S3WriteOptions? specific = null) => new()
    {
        Resume = new ResumeOptions { JournalFile = Journal },
        Transfer = new TransferOptions { PartSize = PartSize, Concurrency = 1 },
        Metadata = metadata,
        BackendOptions = specific,
    };

    private S3Backend Open(bool checksums) => new(BackendOptions(checksums));

    private S3BackendOptions BackendOptions(bool checksums) => new()
    {
        Bucket = Bucket,
        Endpoint = _double.Http,
        AccessKey = _double.Options.AccessKey,
        SecretKey = _double.Options.SecretKey,
        Store = SmallParts(checksums),
        Retry = new RetryOptions { BaseDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(2) },
    };

    private async Task AssertExactAsync(PatternedContent content) => await AssertHoldsAsync(content.ToArray());

    private async Task AssertHoldsAsync(byte[] content)
    {
        await using S3Backend backend = Open(checksums: false);
        Assert.That((await backend.ReadBytesAsync(Key, int.MaxValue, cancellationToken: Token)).AsSpan().SequenceEqual(content), Is.True, "The object must be exact.");
        Assert.That(_double.OpenUploadsOf(Bucket), Is.Zero, "No upload may be left open.");
        Assert.That(File.Exists(Journal), Is.False, "The journal must be gone.");
    }
}
