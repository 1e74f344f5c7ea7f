using System.Net;

namespace Orbit.Storage.S3.Double;

/// <summary>What goes wrong with one request. Members can be joined.</summary>
public sealed class Fault
{
    /// <summary>How long the answer's headers are held back. Default: none.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>What the answer waits for, besides. Default: null.</summary>
    public Task? Gate { get; init; }

    /// <summary>The status to answer instead of doing anything. Default: null.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>The error's code, for <see cref="Status"/> and <see cref="ErrorInside200"/>. Default: <c>InternalError</c>.</summary>
    public string Code { get; init; } = "InternalError";

    /// <summary>The seconds in Retry-After, beside <see cref="Status"/>. Default: null, no such header.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>Whether the error is answered before the body was read. Default: false.</summary>
    public bool BeforeBody { get; init; }

    /// <summary>Whether an error is answered under status 200, after some white space, as S3 does for slow operations. Nothing is done. Default: false.</summary>
    public bool ErrorInside200 { get; init; }

    /// <summary>After how many bytes of the request's body the connection is reset. Default: null.</summary>
    public long? ResetUploadAfter { get; init; }

    /// <summary>After how many bytes of content the connection is reset. Default: null.</summary>
    public long? ResetDownloadAfter { get; init; }

    /// <summary>After how many bytes of content nothing more comes, until the client leaves. Default: null.</summary>
    public long? StallDownloadAfter { get; init; }

    /// <summary>After how many bytes of the request's body nobody reads on, until the client leaves. Default: null.</summary>
    public long? StallUploadAfter { get; init; }

    /// <summary>Content comes in pieces of so many bytes, with <see cref="TrickleEvery"/> between them. Default: null.</summary>
    public int? TricklePiece { get; init; }

    /// <summary>The wait between two pieces. Default: 10 ms.</summary>
    public TimeSpan TrickleEvery { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>How many bytes the body is shorter than the range that its headers promise; Content-Length agrees with the body. Default: 0.</summary>
    public long ShortenBodyBy { get; init; }

    /// <summary>How many bytes the body is longer than the range that its headers promise; Content-Length agrees with the body. Default: 0.</summary>
    public long LengthenBodyBy { get; init; }

    /// <summary>Whether Range is ignored: the whole object under status 200. Default: false.</summary>
    public bool IgnoreRange { get; init; }

    /// <summary>How far off Content-Range and content are. Default: 0.</summary>
    public long ShiftRangeBy { get; init; }

    /// <summary>Whether the answer has no Content-Range. Default: false.</summary>
    public bool OmitContentRange { get; init; }

    /// <summary>Whether bits of the content are flipped. Default: false.</summary>
    public bool CorruptContent { get; init; }

    /// <summary>Whether a page's continuation token is the one it was asked with, or that of the first page. Default: false.</summary>
    public bool RepeatToken { get; init; }

    /// <summary>Whether a page says that it is truncated and names no token. Default: false.</summary>
    public bool OmitToken { get; init; }

    /// <summary>Whether everything is done and then the connection is reset instead of the answer. Default: false.</summary>
    public bool LoseAnswer { get; init; }

    /// <summary>What is done when the request has been understood, before anything else: another writer at the worst moment. Default: null.</summary>
    public Func<Task>? Meanwhile { get; init; }

    /// <summary>503 SlowDown.</summary>
    public static Fault SlowDown(int? retryAfter = null) => new() { Status = HttpStatusCode.ServiceUnavailable, Code = "SlowDown", RetryAfter = retryAfter };

    /// <summary>500 InternalError.</summary>
    public static Fault InternalError() => new() { Status = HttpStatusCode.InternalServerError };
}
