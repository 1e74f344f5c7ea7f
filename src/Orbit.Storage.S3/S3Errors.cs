using System.Collections.Frozen;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Xml;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Orbit.Storage.S3;

/// <summary>Turns the failures of the SDK and of the network into faults; the only place that knows S3's codes (S3 API Reference, "Error responses").</summary>
internal static class S3Errors
{
    private const string Credentials = "the store does not accept the credentials; check AccessKey, SecretKey and SessionToken, or what the SDK's chain finds.";
    private const string Damaged = "the bytes that arrived are not those that were sent.";
    private const string Region = "the bucket is in another region";

    private static readonly FrozenDictionary<string, (StorageErrorKind Kind, string Detail)> Codes = new Dictionary<string, (StorageErrorKind, string)>(StringComparer.Ordinal)
    {
        ["NoSuchKey"] = (StorageErrorKind.NotFound, "there is no such object."),
        ["NoSuchVersion"] = (StorageErrorKind.NotFound, "it has no such version."),
        ["NoSuchUpload"] = (StorageErrorKind.NotFound, "the multipart upload is completed, aborted, or was never begun."),
        ["NoSuchBucket"] = (StorageErrorKind.ContainerNotFound, "the bucket does not exist; create it, or name another."),
        ["InvalidBucketName"] = (StorageErrorKind.InvalidConfiguration, "the bucket's name is not one that the store can have; check Bucket."),
        ["AccessDenied"] = (StorageErrorKind.PermissionDenied, "the store refuses this to these credentials; a policy must allow it."),
        ["AllAccessDisabled"] = (StorageErrorKind.PermissionDenied, "the store has disabled all access to it."),
        ["AccountProblem"] = (StorageErrorKind.PermissionDenied, "the store refuses this account; its operator knows why."),
        ["InvalidAccessKeyId"] = (StorageErrorKind.AuthenticationFailed, "the store does not know the access key; check AccessKey, or what the SDK's chain finds."),
        ["SignatureDoesNotMatch"] = (StorageErrorKind.AuthenticationFailed, "the signature is wrong; check SecretKey, and that no proxy changes requests."),
        ["ExpiredToken"] = (StorageErrorKind.AuthenticationFailed, "the session token has expired; get a new one."),
        ["InvalidToken"] = (StorageErrorKind.AuthenticationFailed, "the session token is not one of the store's; check SessionToken."),
        ["TokenRefreshRequired"] = (StorageErrorKind.AuthenticationFailed, "the session token must be renewed; get a new one."),
        ["InvalidSecurity"] = (StorageErrorKind.AuthenticationFailed, Credentials),
        ["NotSignedUp"] = (StorageErrorKind.AuthenticationFailed, "the account is not signed up for the store."),
        ["RequestTimeTooSkewed"] = (StorageErrorKind.AuthenticationFailed, "the clocks of this machine and of the store differ too much; set this one right."),
        ["SlowDown"] = (StorageErrorKind.RateLimited, "the store asks for fewer requests."),
        ["ServiceUnavailable"] = (StorageErrorKind.RateLimited, "the store asks for fewer requests."),
        ["Throttling"] = (StorageErrorKind.RateLimited, "the store asks for fewer requests."),
        ["ThrottlingException"] = (StorageErrorKind.RateLimited, "the store asks for fewer requests."),
        ["TooManyRequests"] = (StorageErrorKind.RateLimited, "the store asks for fewer requests."),
        ["RequestLimitExceeded"] = (StorageErrorKind.RateLimited, "the store asks for fewer requests."),
        ["BandwidthLimitExceeded"] = (StorageErrorKind.RateLimited, "the store asks for fewer requests."),
        ["RequestTimeout"] = (StorageErrorKind.Timeout, "the store waited in vain for the rest of the request."),
        ["InternalError"] = (StorageErrorKind.Network, "the store failed with an error of its own; what was asked may have been done all the same."),
        ["IncompleteBody"] = (StorageErrorKind.Network, "the request's body arrived in part alone."),
        ["ConditionalRequestConflict"] = (StorageErrorKind.Busy, "another request changes the same object."),
        ["OperationAborted"] = (StorageErrorKind.Busy, "another request changes the same object."),
        ["ConcurrentModification"] = (StorageErrorKind.Busy, "another request changes the same object."),
        ["PreconditionFailed"] = (StorageErrorKind.PreconditionFailed, "the condition does not hold."),
        ["InvalidRange"] = (StorageErrorKind.RangeNotSatisfiable, "the range starts at or past the end of the object."),
        ["EntityTooLarge"] = (StorageErrorKind.TooLarge, "the content is larger than the store takes in one request."),
        ["EntityTooSmall"] = (StorageErrorKind.InvalidConfiguration, "a part is smaller than the store takes; raise PartSize, or the profile's MinPartSize."),
        ["MetadataTooLarge"] = (StorageErrorKind.Unsupported, "the metadata has more bytes than the store keeps; leave some out."),
        ["BadDigest"] = (StorageErrorKind.ChecksumMismatch, Damaged),
        ["InvalidDigest"] = (StorageErrorKind.ChecksumMismatch, Damaged),
        ["XAmzContentSHA256Mismatch"] = (StorageErrorKind.ChecksumMismatch, Damaged),
        ["XAmzContentChecksumMismatch"] = (StorageErrorKind.ChecksumMismatch, Damaged),
        ["InvalidObjectState"] = (StorageErrorKind.Unsupported, "the object is archived; have the store restore it first."),
        ["QuotaExceeded"] = (StorageErrorKind.QuotaExceeded, "the quota is used up."),
        ["ServiceQuotaExceededException"] = (StorageErrorKind.QuotaExceeded, "the quota is used up."),
        ["KeyTooLongError"] = (StorageErrorKind.NameTooLong, "the key is longer than the store can hold."),
        ["InvalidObjectName"] = (StorageErrorKind.InvalidPath, "the store can hold no object of this name."),
        ["InvalidURI"] = (StorageErrorKind.InvalidPath, "the store can hold no object of this name."),
        ["MethodNotAllowed"] = (StorageErrorKind.Unsupported, "the store does not do this with it; a version that is a delete marker has no content."),
        ["NotImplemented"] = (StorageErrorKind.Unsupported, "the store cannot do this; choose the profile (Store) that says what it can."),
        ["PermanentRedirect"] = (StorageErrorKind.InvalidConfiguration, Region),
        ["TemporaryRedirect"] = (StorageErrorKind.InvalidConfiguration, Region),
        ["AuthorizationHeaderMalformed"] = (StorageErrorKind.InvalidConfiguration, Region),
        ["IllegalLocationConstraintException"] = (StorageErrorKind.InvalidConfiguration, Region),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static StorageFault? Classify(Exception failure) => failure switch
    {
        AmazonServiceException { StatusCode: not 0 } answer => FromAnswer(answer),
        TimeoutException => new StorageFault(StorageErrorKind.ConnectionFailed, "no connection within the deadline; check the endpoint, and what stands between."),
        _ => FromCauses(failure),
    };

    /// <summary>What one code means, as it stands in the answer to a bulk request.</summary>
    public static StorageFault FromCode(string? code, string? message) => code is not null && Codes.TryGetValue(code, out (StorageErrorKind Kind, string Detail) known)
        ? new StorageFault(known.Kind, known.Detail) { ServerCode = code }
        : new StorageFault(StorageErrorKind.Other, $"the store answers {code}: {message}") { ServerCode = code };

    /// <summary>Whether an answer had no body to say why the request was refused, as none to a HEAD has.</summary>
    public static bool IsMute(AmazonServiceException answer) =>
        answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Forbidden or HttpStatusCode.MovedPermanently && !Codes.ContainsKey(answer.ErrorCode ?? "");

    private static StorageFault FromAnswer(AmazonServiceException answer)
    {
        IWebResponseData? response = (answer.InnerException as HttpErrorResponseException)?.Response;
        (StorageErrorKind kind, string detail) = Explain(answer, response);
        return new StorageFault(kind, detail)
        {
            ServerCode = string.Create(CultureInfo.InvariantCulture, $"{(int)answer.StatusCode} {answer.ErrorCode}"),
            RequestId = answer.RequestId,
            RetryAfter = RetryAfter(response),
        };
    }

    private static (StorageErrorKind Kind, string Detail) Explain(AmazonServiceException answer, IWebResponseData? response)
    {
        string code = answer.ErrorCode ?? "";
        if (Codes.TryGetValue(code, out (StorageErrorKind Kind, string Detail) known))
        {
            return known switch
            {
                { Detail: Region } => (known.Kind, RightRegion(answer, response)),
                _ when code == "RequestTimeTooSkewed" && Skew(response) is { } skew => (known.Kind, $"this machine's clock differs from the store's by {skew.TotalMinutes:0} minutes; set it right."),
                _ => known,
            };
        }

        return code == "InvalidArgument" && answer.Message.Contains("version", StringComparison.OrdinalIgnoreCase)
            ? (StorageErrorKind.NotFound, "it has no such version.")
            : ByStatus(answer, response);
    }

    // Answers to HEAD have no body, and gateways before a store have codes of their own.
    private static (StorageErrorKind Kind, string Detail) ByStatus(AmazonServiceException answer, IWebResponseData? response) => (int)answer.StatusCode switch
    {
        304 => (StorageErrorKind.NotModified, "it is still the one that the caller has."),
        301 or 307 or 308 => (StorageErrorKind.InvalidConfiguration, RightRegion(answer, response)),
        400 when answer.ErrorCode is "BadRequest" => (StorageErrorKind.Network, "the store refused the request without saying why, as it does when a connection is out of step."),
        401 => (StorageErrorKind.AuthenticationFailed, Credentials),
        403 => Codes["AccessDenied"],
        404 => Codes["NoSuchKey"],
        405 => Codes["MethodNotAllowed"],
        408 => Codes["RequestTimeout"],
        409 => Codes["OperationAborted"],
        412 => Codes["PreconditionFailed"],
        413 => Codes["EntityTooLarge"],
        416 => Codes["InvalidRange"],
        429 or 503 => Codes["SlowDown"],
        501 => Codes["NotImplemented"],
        507 => Codes["QuotaExceeded"],
        >= 500 => Codes["InternalError"],
        _ => (StorageErrorKind.Other, $"the store answers {answer.ErrorCode}: {answer.Message}"),
    };

    private static string RightRegion(AmazonServiceException answer, IWebResponseData? response)
    {
        string? region = response?.GetHeaderValue("x-amz-bucket-region");
        return string.IsNullOrEmpty(region) ? $"{Region}, or behind another endpoint; set Region or Endpoint to its own. The store says: {answer.Message}" : $"{Region}; set Region to '{region}'.";
    }

    private static TimeSpan? Skew(IWebResponseData? response) =>
        DateTimeOffset.TryParse(response?.GetHeaderValue("Date"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset theirs)
            ? (TimeProvider.System.GetUtcNow() - theirs).Duration()
            : null;

    private static TimeSpan? RetryAfter(IWebResponseData? response)
    {
        string? text = response?.GetHeaderValue("Retry-After");
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds))
        {
            return TimeSpan.FromSeconds(seconds);
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at) && at - TimeProvider.System.GetUtcNow() is { Ticks: > 0 } wait
            ? wait
            : null;
    }

    /// <summary>Failures without an answer: what the network says stands deepest.</summary>
    private static StorageFault? FromCauses(Exception failure)
    {
        for (Exception? cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (FromNetwork(cause) is { } fault)
            {
                return fault;
            }
        }

        return failure switch
        {
            AmazonClientException when failure.Message.Contains("credential", StringComparison.OrdinalIgnoreCase) =>
                new StorageFault(StorageErrorKind.AuthenticationFailed, "there are no credentials; set AccessKey and SecretKey, CredentialsProfile or Anonymous, or what the SDK's chain looks for."),
            AmazonUnmarshallingException or XmlException => new StorageFault(StorageErrorKind.Network, "the answer cannot be read; it broke off, or something between changed it."),
            HttpRequestException or IOException => new StorageFault(StorageErrorKind.Network, failure.Message),
            AmazonClientException or AmazonServiceException => new StorageFault(StorageErrorKind.Other, failure.Message),
            _ => null,
        };
    }

    private static StorageFault? FromNetwork(Exception cause) => cause switch
    {
        AuthenticationException when cause.Message.Contains("certificate", StringComparison.OrdinalIgnoreCase) => new StorageFault(
            StorageErrorKind.HostKeyRejected, $"the store's certificate is not trusted; name its authority in CertificateAuthorityFile, or check the endpoint's name. {cause.Message}"),
        AuthenticationException => new StorageFault(
            StorageErrorKind.ConnectionFailed, $"no TLS connection could be made; check that the endpoint speaks https. {cause.Message}")
        {
            IsTransient = false,
        },
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => new StorageFault(
            StorageErrorKind.ConnectionFailed, "the endpoint's name has no address; check Endpoint and Region."),
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => new StorageFault(
            StorageErrorKind.ConnectionFailed, $"no connection to the endpoint; check that the store runs there. {cause.Message}"),
        SocketException { SocketErrorCode: SocketError.ConnectionRefused or SocketError.HostNotFound or SocketError.HostUnreachable or SocketError.NetworkUnreachable } => new StorageFault(
            StorageErrorKind.ConnectionFailed, $"no connection to the endpoint; check that the store runs there. {cause.Message}"),
        SocketException => new StorageFault(StorageErrorKind.Network, $"the connection broke: {cause.Message}"),
        _ => null,
    };
}
