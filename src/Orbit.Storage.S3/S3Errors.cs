using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;
using Amazon.S3;

namespace Orbit.Storage.S3;

/// <summary>Turns the failures of the SDK and of the network into faults; the only place that knows S3's codes (S3 API Reference, "Error responses").</summary>
internal static class S3Errors
{
    public static StorageFault? Classify(Exception failure) => failure switch
    {
        AmazonS3Exception { ErrorCode: "NoSuchBucket" } answer => Fault(answer, StorageErrorKind.ContainerNotFound, "the bucket does not exist; create it, or name another."),
        AmazonServiceException { StatusCode: HttpStatusCode.NotFound } answer => Fault(answer, StorageErrorKind.NotFound, "there is no such object."),
        AmazonServiceException { StatusCode: HttpStatusCode.PreconditionFailed } answer => Fault(answer, StorageErrorKind.PreconditionFailed, "the condition does not hold."),
        HttpRequestException or IOException or SocketException => new StorageFault(StorageErrorKind.Network, failure.Message),
        _ => null,
    };

    private static StorageFault Fault(AmazonServiceException answer, StorageErrorKind kind, string detail) => new(kind, detail)
    {
        ServerCode = answer.ErrorCode,
        RequestId = answer.RequestId,
    };
}
