using System.Net;
using Orbit.Storage.S3.Double;

namespace Orbit.Storage.S3.Tests.Writing;

public sealed class WriteConditionTests : WritingFixture
{
    private static readonly WriteOptions CreateOnly = new() { Overwrite = false };

    [Test]
    public async Task CreateOnly_OfWhatExists_SaysSoAndLeavesIt([Values(10, 3 * PartSize)] int length)
    {
        Server.Put(Bucket, "there", [1, 2, 3]);
        await using S3Backend backend = Open();

        Fails(() => WriteAsync(backend, "there", Content(length), CreateOnly), StorageErrorKind.AlreadyExists);

        Assert.That(Server.LengthOf(Bucket, "there"), Is.EqualTo(3));
        Assert.That(Server.OpenUploadsOf(Bucket), Is.Zero);
    }

    [Test]
    public async Task Condition_WhereCompletionIgnoresIt_IsOnePut()
    {
        await using S3Backend backend = Open(Profile(conditionalComplete: false));

        await WriteAsync(backend, "new", Content((3 * PartSize) + 1), CreateOnly);

        Assert.That(Server.Requests.All.Select(call => call.Operation), Is.EqualTo(new[] { "PutObject" }));
        Assert.That(Server.LengthOf(Bucket, "new"), Is.EqualTo((3 * PartSize) + 1));
    }

    [Test]
    public async Task IfMatch_OfAnotherTagOrOfNothing_IsAFailedPrecondition([Values("there", "missing")] string path, [Values(10, 3 * PartSize)] int length)
    {
        Server.Put(Bucket, "there", [1, 2, 3]);
        await using S3Backend backend = Open();

        Fails(() => WriteAsync(backend, path, Content(length), new WriteOptions { IfMatch = "0123" }), StorageErrorKind.PreconditionFailed);

        Assert.That(Server.LengthOf(Bucket, "there"), Is.EqualTo(3));
        Assert.That(Server.OpenUploadsOf(Bucket), Is.Zero);
    }

    [Test]
    public async Task IfMatch_OfTheTag_Replaces([Values(10, 3 * PartSize)] int length)
    {
        await using S3Backend backend = Open();
        WriteResult first = await WriteAsync(backend, "there", Content(5));

        await WriteAsync(backend, "there", Content(length), new WriteOptions { IfMatch = first.ETag });

        Assert.That(Server.LengthOf(Bucket, "there"), Is.EqualTo(length));
    }

    [Test]
    public async Task Conflict_OnAPut_IsTriedAgain()
    {
        Server.Faults.Add("PutObject", new Fault { Status = HttpStatusCode.Conflict, Code = "ConditionalRequestConflict" });
        await using S3Backend backend = Open();

        await WriteAsync(backend, "new", Content(10), CreateOnly);

        Assert.That(Server.Requests.Count("PutObject"), Is.EqualTo(2));
    }

    [Test]
    public async Task Conflict_OnCompletion_EndsTheWriteSinceItsPartsAreVoid()
    {
        Server.Faults.Add("CompleteMultipartUpload", new Fault { Status = HttpStatusCode.Conflict, Code = "ConditionalRequestConflict" });
        await using S3Backend backend = Open();

        Fails(() => WriteAsync(backend, "new", Content(3 * PartSize), CreateOnly), StorageErrorKind.Busy);

        Assert.That(Server.Requests.Count("CompleteMultipartUpload"), Is.EqualTo(1));
        Assert.That(Server.OpenUploadsOf(Bucket), Is.Zero);
    }
}
