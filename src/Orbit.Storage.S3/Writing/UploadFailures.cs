using System.Net;
using Amazon.S3;

namespace Orbit.Storage.S3.Writing;

/// <summary>What a store's answer means to a write, where it means something else than to other operations. The rest is <see cref="S3Errors"/>'s.</summary>
internal static class UploadFailures
{
    private const string Gone = "NoSuchUpload";

    public static bool IsGone(AmazonS3Exception answer) => answer.ErrorCode == Gone;

    /// <summary>Judges the answer to a request that stores bytes.</summary>
    public static StorageFault? OfStoring(AmazonS3Exception answer) => answer.ErrorCode switch
    {
        Gone => Fault(answer, StorageErrorKind.Other, "the store no longer knows the multipart upload: somebody aborted it, or it has expired. Nothing was published; write again."),

        // What was sent is at hand, so that a body spoilt on its way is worth another try.
        "BadDigest" or "XAmzContentSHA256Mismatch" or "XAmzContentChecksumMismatch" or "InvalidDigest" => Fault(
            answer, StorageErrorKind.ChecksumMismatch, "the bytes that arrived are not those that were sent.", isTransient: true),
        _ => null,
    };

    /// <summary>Judges the answer to the request that publishes.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="options">The write's conditions.</param>
    /// <param name="canRepeat">Whether the same request may be sent again after a conflict.</param>
    public static StorageFault? OfPublishing(AmazonS3Exception answer, WriteOptions options, bool canRepeat)
    {
        bool isMissing = answer.StatusCode == HttpStatusCode.NotFound && answer.ErrorCode is not ("NoSuchBucket" or Gone);
        if (answer.StatusCode == HttpStatusCode.PreconditionFailed || (isMissing && options.IfMatch is not null))
        {
            return options.Overwrite
                ? Fault(answer, StorageErrorKind.PreconditionFailed, $"the object does not have the entity tag '{options.IfMatch}'; read it again and decide anew.")
                : Fault(answer, StorageErrorKind.AlreadyExists, "the object exists, and the write was to create it.");
        }

        // So says Ceph, without a code of its own, of a writer with If-Match that another one overtook between the check and the change; nothing was changed.
        if (answer.StatusCode == HttpStatusCode.InternalServerError && answer.ErrorCode == "UnknownError" && options.IfMatch is not null)
        {
            return Fault(answer, StorageErrorKind.Busy, "another writer is at the object; write again.", canRepeat);
        }

        // Amazon S3 answers so while another conditional request on the key is under way; parts must then be uploaded anew (API reference, CompleteMultipartUpload).
        return answer.StatusCode == HttpStatusCode.Conflict && answer.ErrorCode == "ConditionalRequestConflict"
            ? Fault(answer, StorageErrorKind.Busy, "another writer is at the object; write again.", canRepeat)
            : canRepeat ? OfStoring(answer) : null;
    }

    private static StorageFault Fault(AmazonS3Exception answer, StorageErrorKind kind, string detail, bool isTransient = false) => new(kind, detail)
    {
        IsTransient = isTransient,
        ServerCode = answer.ErrorCode,
        RequestId = answer.RequestId,
    };
}
