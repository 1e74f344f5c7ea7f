using System.Net;
using Orbit.Storage.S3.Double;
using Orbit.Storage.S3.Tests.Reading;

namespace Orbit.Storage.S3.Tests.Errors;

/// <summary>What the store answers becomes the kind that tells a program what to do.</summary>
public sealed class AnswerTests : DoubleFixture
{
    [TestCase(HttpStatusCode.Forbidden, "AccessDenied", StorageErrorKind.PermissionDenied, 1)]
    [TestCase(HttpStatusCode.Forbidden, "InvalidAccessKeyId", StorageErrorKind.AuthenticationFailed, 1)]
    [TestCase(HttpStatusCode.Forbidden, "SignatureDoesNotMatch", StorageErrorKind.AuthenticationFailed, 1)]
    [TestCase(HttpStatusCode.BadRequest, "ExpiredToken", StorageErrorKind.AuthenticationFailed, 1)]
    [TestCase(HttpStatusCode.Forbidden, "RequestTimeTooSkewed", StorageErrorKind.AuthenticationFailed, 1)]
    [TestCase(HttpStatusCode.NotFound, "NoSuchKey", StorageErrorKind.NotFound, 1)]
    [TestCase(HttpStatusCode.NotFound, "NoSuchBucket", StorageErrorKind.ContainerNotFound, 1)]
    [TestCase(HttpStatusCode.ServiceUnavailable, "SlowDown", StorageErrorKind.RateLimited, 3)]
    [TestCase(HttpStatusCode.TooManyRequests, "TooManyRequests", StorageErrorKind.RateLimited, 3)]
    [TestCase(HttpStatusCode.InternalServerError, "InternalError", StorageErrorKind.Network, 3)]
    [TestCase(HttpStatusCode.BadGateway, "BadGateway", StorageErrorKind.Network, 3)]
    [TestCase(HttpStatusCode.GatewayTimeout, "Unheard-of", StorageErrorKind.Network, 3)]
    [TestCase(HttpStatusCode.Forbidden, "InvalidObjectState", StorageErrorKind.Unsupported, 1)]
    [TestCase(HttpStatusCode.Forbidden, "QuotaExceeded", StorageErrorKind.QuotaExceeded, 1)]
    [TestCase(HttpStatusCode.BadRequest, "KeyTooLongError", StorageErrorKind.NameTooLong, 1)]
    [TestCase(HttpStatusCode.MethodNotAllowed, "MethodNotAllowed", StorageErrorKind.Unsupported, 1)]
    [TestCase(HttpStatusCode.NotImplemented, "NotImplemented", StorageErrorKind.Unsupported, 1)]
    [TestCase(HttpStatusCode.MovedPermanently, "PermanentRedirect", StorageErrorKind.InvalidConfiguration, 1)]
    [TestCase(HttpStatusCode.BadRequest, "AuthorizationHeaderMalformed", StorageErrorKind.InvalidConfiguration, 1)]
    [TestCase(HttpStatusCode.BadRequest, "Unheard-of", StorageErrorKind.Other, 1)]
    public async Task Read_Refused_IsOfTheKindAndRetriedWhereThatHelps(HttpStatusCode status, string code, StorageErrorKind kind, int requests)
    {
        Open(options => options.Retry.MaxAttempts = 3);
        Server.Faults.Add("GetObject", new Fault { Status = status, Code = code }, times: 99);

        StorageException failure = await FailsAsync(() => ReadAsync("some/object"), kind);

        Assert.That(Server.Requests.Total, Is.EqualTo(requests));
        Assert.That((failure.Backend, failure.Operation, failure.Path, failure.ServerCode), Is.EqualTo(("s3", "read", (StoragePath?)"some/object", $"{(int)status} {code}")));
        Assert.That(failure.RequestId, Is.Not.Null.And.Not.Empty);
        Assert.That(failure.Message, Does.Contain("some/object"));
    }

    [Test]
    public async Task Read_RetryAfter_IsKept()
    {
        Open(options => options.Retry.MaxAttempts = 1);
        Server.Faults.Add("GetObject", Fault.SlowDown(retryAfter: 7));

        StorageException failure = await FailsAsync(() => ReadAsync("object"), StorageErrorKind.RateLimited);

        Assert.That(failure.RetryAfter, Is.EqualTo(TimeSpan.FromSeconds(7)));
    }

    [Test]
    public async Task Read_TwiceASlowDownThenTheObject_Succeeds()
    {
        Put("object");
        Server.Faults.Add("GetObject", Fault.SlowDown(), times: 2);

        Assert.That(await ReadAsync("object"), Is.EqualTo("content"));
        Assert.That(Server.Requests.Total, Is.EqualTo(3));
    }

    [Test]
    public async Task List_AnswerLost_IsAskedForAgain()
    {
        Put("object");
        Server.Faults.Add("ListObjectsV2", new Fault { LoseAnswer = true });

        int count = 0;
        await foreach (StorageEntry _ in Backend.ListAsync("", null, Token))
        {
            count++;
        }

        Assert.That(count, Is.EqualTo(1));
    }
}
