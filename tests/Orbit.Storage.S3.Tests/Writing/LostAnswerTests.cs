using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using Orbit.Storage.S3.Double;
using Orbit.Storage.S3.Tests.Double;

namespace Orbit.Storage.S3.Tests.Writing;

/// <summary>Answers that do not come, or do not mean what they say.</summary>
public sealed class LostAnswerTests : WritingFixture
{
    private readonly byte[] _content = Content((3 * PartSize) + 1);

    [Test]
    public async Task Creation_WhoseAnswerIsLost_LeavesNoUpload()
    {
        Server.Faults.Add("CreateMultipartUpload", new Fault { LoseAnswer = true });
        await using S3Backend backend = Open();

        await WriteAsync(backend, "object", _content);

        Assert.That(await ReadAsync(backend, "object"), Is.EqualTo(_content));
        Assert.That(Server.OpenUploadsOf(Bucket), Is.Zero);
    }

    [Test]
    public async Task Creation_WhoseAnswersAreAllLost_LeavesNoUpload()
    {
        Server.Faults.Add("CreateMultipartUpload", new Fault { LoseAnswer = true }, times: 100);
        await using S3Backend backend = Open();

        Fails(() => WriteAsync(backend, "object", _content), StorageErrorKind.Network);

        Assert.That(Server.OpenUploadsOf(Bucket), Is.Zero);
    }

    [Test]
    public async Task Creation_ThatIsCanceledBeforeItsAnswer_LeavesNoUpload()
    {
        using CancellationTokenSource cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Server.Faults.Add("CreateMultipartUpload", new Fault { Meanwhile = cancel.CancelAsync });
        await using S3Backend backend = Open();

        Assert.That(
            () => backend.WriteAsync("object", System.IO.Pipelines.PipeReader.Create(new MemoryStream(_content)), null, cancel.Token), Throws.InstanceOf<OperationCanceledException>());

        Assert.That(Server.OpenUploadsOf(Bucket), Is.Zero);
        Assert.That(Server.Requests.Count("ListMultipartUploads"), Is.Zero);
    }

    [Test]
    public async Task Creation_WhoseAnswerIsLost_SparesTheUploadsOfOthers()
    {
        using AmazonS3Client other = SdkClient.Create(Server, encrypted: false);
        string sibling = (await other.InitiateMultipartUploadAsync(Bucket, "object2", Token)).UploadId;
        string busy = (await other.InitiateMultipartUploadAsync(Bucket, "object", Token)).UploadId;
        await other.UploadPartAsync(
            new UploadPartRequest { BucketName = Bucket, Key = "object", UploadId = busy, PartNumber = 1, InputStream = new MemoryStream([1]), UseChunkEncoding = false }, Token);
        Server.Faults.Add("CreateMultipartUpload", new Fault { LoseAnswer = true });
        await using S3Backend backend = Open();

        await WriteAsync(backend, "object", _content);

        ListMultipartUploadsResponse left = await other.ListMultipartUploadsAsync(Bucket, Token);
        Assert.That(left.MultipartUploads.Select(upload => upload.UploadId), Is.EquivalentTo(new[] { sibling, busy }));
    }

    [Test]
    public async Task Completion_WhoseAnswerIsLost_IsFoundToHaveHappened([Values] bool checksums)
    {
        Server.Faults.Add("CompleteMultipartUpload", new Fault { LoseAnswer = true });
        await using S3Backend backend = Open(Profile(checksums));

        WriteResult result = await WriteAsync(backend, "object", _content);

        Assert.That(result.ETag, Is.EqualTo(Server.ETagOf(Bucket, "object")!.Trim('"')));
        Assert.That(await ReadAsync(backend, "object"), Is.EqualTo(_content));
    }

    [Test]
    public async Task Completion_WhoseAnswerIsLostUnderACondition_IsSuccessOrUnknownButNotAFailure()
    {
        Server.Faults.Add("CompleteMultipartUpload", new Fault { LoseAnswer = true });
        await using S3Backend backend = Open();

        try
        {
            await WriteAsync(backend, "object", _content, new WriteOptions { Overwrite = false });
        }
        catch (StorageException failure)
        {
            Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.OutcomeUnknown));
        }

        Assert.That(Server.LengthOf(Bucket, "object"), Is.EqualTo(_content.Length));
    }

    [Test]
    public async Task Completion_WithAnErrorUnder200_IsTriedAgain()
    {
        Server.Faults.Add("CompleteMultipartUpload", new Fault { ErrorInside200 = true });
        await using S3Backend backend = Open();

        await WriteAsync(backend, "object", _content);

        Assert.That(await ReadAsync(backend, "object"), Is.EqualTo(_content));
        Assert.That(Server.Requests.Count("CompleteMultipartUpload"), Is.EqualTo(2));
    }

    [Test]
    public async Task Completion_WithAnErrorUnder200EachTime_FailsAndLeavesNothing()
    {
        Server.Faults.Add("CompleteMultipartUpload", new Fault { ErrorInside200 = true }, times: 100);
        await using S3Backend backend = Open();

        Assert.ThrowsAsync<StorageException>(() => WriteAsync(backend, "object", _content));

        Assert.That(Server.LengthOf(Bucket, "object"), Is.Null);
        Assert.That(Server.OpenUploadsOf(Bucket), Is.Zero);
    }

    [Test]
    public async Task Part_ThatArrivesSpoilt_IsSentAgain()
    {
        Server.Faults.Add("UploadPart", new Fault { Status = HttpStatusCode.BadRequest, Code = "BadDigest" });
        await using S3Backend backend = Open();

        await WriteAsync(backend, "object", _content);

        Assert.That(await ReadAsync(backend, "object"), Is.EqualTo(_content));
    }

    [Test]
    public async Task Upload_ThatIsAbortedByOthers_FailsWithoutTryingOn()
    {
        Server.Faults.Add("UploadPart", new Fault { Status = HttpStatusCode.NotFound, Code = "NoSuchUpload" }, times: 100);
        await using S3Backend backend = Open(configure: options => options.Concurrency = 1);

        Fails(() => WriteAsync(backend, "object", _content), StorageErrorKind.Other);

        Assert.That(Server.Requests.Count("UploadPart"), Is.EqualTo(1));
    }

    [TestCase("UploadPart")]
    [TestCase("CompleteMultipartUpload")]
    public async Task Failure_ThatLasts_LeavesNoUpload(string operation)
    {
        Server.Faults.Add(operation, Fault.InternalError(), times: 100);
        await using S3Backend backend = Open();

        Assert.ThrowsAsync<StorageException>(() => WriteAsync(backend, "object", _content));

        Assert.That(Server.OpenUploadsOf(Bucket), Is.Zero);
        Assert.That(Server.LengthOf(Bucket, "object"), Is.Null);
    }
}
