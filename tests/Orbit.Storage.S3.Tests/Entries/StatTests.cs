using System.Net;
using Orbit.Storage.S3.Double;
using Orbit.Storage.S3.Tests.Reading;

namespace Orbit.Storage.S3.Tests.Entries;

/// <summary>A HEAD answers without words; what is wrong is found out all the same.</summary>
public sealed class StatTests : DoubleFixture
{
    [Test]
    public async Task Stat_Object_IsOneHead()
    {
        Put("object");

        StorageEntry entry = await Backend.StatAsync("object", Token);

        Assert.That((entry.Kind, entry.Size, entry.ETag), Is.EqualTo((StorageEntryKind.File, (long?)7, Server.ETagOf(Bucket, "object")!.Trim('"'))));
        Assert.That(Server.Requests.Counts, Is.EquivalentTo(new Dictionary<string, long> { ["HeadObject"] = 1 }));
    }

    [Test]
    public async Task Stat_Missing_IsNotFoundAndTheBucketIsAskedForOnce()
    {
        await FailsAsync(() => Backend.StatAsync("missing", Token), StorageErrorKind.NotFound);
        await FailsAsync(() => Backend.StatAsync("missing", Token), StorageErrorKind.NotFound);

        Assert.That(Server.Requests.Total, Is.EqualTo(3));
    }

    [Test]
    public async Task Stat_MissingBucket_IsContainerNotFound([Values("", "object")] string path)
    {
        Open(options => options.Bucket = "missing");

        await FailsAsync(() => Backend.StatAsync(path, Token), StorageErrorKind.ContainerNotFound);
        await FailsAsync(() => Backend.CheckBucketAsync(Token), StorageErrorKind.ContainerNotFound);
    }

    [Test]
    public async Task Stat_WrongSecret_IsAuthenticationFailedThatKeepsTheSecret()
    {
        Open(options => options.SecretKey = "wrong-secret");

        StorageException failure = await FailsAsync(() => Backend.StatAsync("object", Token), StorageErrorKind.AuthenticationFailed);

        Assert.That(failure.ServerCode, Is.EqualTo("403 SignatureDoesNotMatch"));
        Assert.That(failure.ToString(), Does.Not.Contain("wrong-secret"));
    }

    [Test]
    public async Task Stat_Forbidden_IsPermissionDenied()
    {
        Server.Faults.Add(null, new Fault { Status = HttpStatusCode.Forbidden, Code = "AccessDenied" }, times: 9);

        await FailsAsync(() => Backend.StatAsync("object", Token), StorageErrorKind.PermissionDenied);
    }

    [Test]
    public async Task Stat_Directory_IsOneWhereMarkersAreKept()
    {
        Open(options => options.DirectoryMarkers = true);
        await Backend.CreateDirectoryAsync("a/b", null, Token);

        Assert.That((await Backend.StatAsync("a/b", Token)).Kind, Is.EqualTo(StorageEntryKind.Directory));
        Assert.That(Server.KeysOf(Bucket), Is.EqualTo(new[] { "a/b/" }));

        await Backend.DeleteAsync("a", new DeleteOptions { Recursive = true }, Token);
        Assert.That(Server.KeysOf(Bucket), Is.Empty);
    }
}
