using System.Net;

namespace Orbit.Storage.S3.Double.Wire;

/// <summary>A refusal, as S3's list of error responses has it.</summary>
internal sealed class S3Failure(HttpStatusCode status, string code, string message) : Exception(message)
{
    public HttpStatusCode Status => status;

    public string Code => code;

    public static S3Failure BadRequest(string code, string message) => new(HttpStatusCode.BadRequest, code, message);

    public static S3Failure Denied(string message) => new(HttpStatusCode.Forbidden, "AccessDenied", message);

    public static S3Failure NotFound(string code, string message) => new(HttpStatusCode.NotFound, code, message);

    public static S3Failure PreconditionFailed() => new(HttpStatusCode.PreconditionFailed, "PreconditionFailed", "At least one of the preconditions you specified did not hold.");
}

/// <summary>The connection was dropped on purpose, or the client left.</summary>
internal sealed class ConnectionDroppedException() : Exception("The connection was dropped.");
