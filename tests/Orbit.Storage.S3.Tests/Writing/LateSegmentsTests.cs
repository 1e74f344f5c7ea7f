using System.Net;
using Orbit.Storage.S3.Double;

namespace Orbit.Storage.S3.Tests.Writing;

/// <summary>Stores that keep parts in a second bucket make it with the first upload, and deny the bucket to those that begin at the same moment.</summary>
public sealed class LateSegmentsTests : WritingFixture
{
    private static readonly Fault NoBucket = new() { Status = HttpStatusCode.NotFound, Code = "NoSuchBucket" };

    [Test]
    public async Task Upload_ToldOnceThatTheBucketIsMissing_IsBegunAgain()
    {
        Server.Faults.Add("CreateMultipartUpload", NoBucket);
        await using S3Backend backend = Open(Store(lateSegments: true));

        await WriteAsync(backend, "object", Content(2 * PartSize));

        Assert.That(Server.LengthOf(Bucket, "object"), Is.EqualTo(2 * PartSize));
        Assert.That(Server.Requests.Of("CreateMultipartUpload"), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Upload_ToldSoByAnyOtherStore_FailsAtOnce()
    {
        Server.Faults.Add("CreateMultipartUpload", NoBucket);
        await using S3Backend backend = Open(Store(lateSegments: false));

        Fails(() => WriteAsync(backend, "object", Content(2 * PartSize)), StorageErrorKind.ContainerNotFound);

        Assert.That(Server.Requests.Of("CreateMultipartUpload"), Has.Count.EqualTo(1));
    }

    private static S3Profile Store(bool lateSegments) => new() { Name = "double", MinPartSize = PartSize, LateSegments = lateSegments };
}
