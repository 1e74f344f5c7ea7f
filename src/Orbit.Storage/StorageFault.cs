namespace Orbit.Storage;

/// <summary>
/// What a backend makes of a failure: the one value that its <c>&lt;X&gt;Errors</c> file produces. <see cref="StorageBackend"/>
/// adds backend, operation and path, and throws it as a <see cref="StorageException"/>.
/// </summary>
public sealed class StorageFault
{
    /// <summary>Describes a failure.</summary>
    /// <param name="kind">What went wrong.</param>
    /// <param name="detail">What to tell the user: what is wrong and, where there is one, the remedy. No secrets.</param>
    public StorageFault(StorageErrorKind kind, string detail)
    {
        ArgumentException.ThrowIfNullOrEmpty(detail);
        Kind = kind;
        Detail = detail;
        IsTransient = kind is StorageErrorKind.ConnectionFailed or StorageErrorKind.Network or StorageErrorKind.Timeout
            or StorageErrorKind.RateLimited or StorageErrorKind.Busy;
    }

    /// <summary>What went wrong.</summary>
    public StorageErrorKind Kind { get; }

    /// <summary>What is wrong and, where there is one, the remedy.</summary>
    public string Detail { get; }

    /// <summary>Whether the same call may succeed a little later. Default: by <see cref="Kind"/>.</summary>
    public bool IsTransient { get; init; }

    /// <summary>How long the server asks to wait, where it said so (RFC 9110 section 10.2.3, Retry-After).</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The server's own code (HTTP status and S3 code, SSH_FX code, NTSTATUS, errno).</summary>
    public string? ServerCode { get; init; }

    /// <summary>The server's name for the request, for its operators.</summary>
    public string? RequestId { get; init; }

    /// <summary>A fault of kind <see cref="StorageErrorKind.InvalidPath"/>.</summary>
    /// <param name="detail">What is wrong and the remedy.</param>
    public static StorageFault InvalidPath(string detail) => new(StorageErrorKind.InvalidPath, detail);

    /// <summary>A fault of kind <see cref="StorageErrorKind.NameTooLong"/>.</summary>
    /// <param name="detail">What is wrong and the remedy.</param>
    public static StorageFault NameTooLong(string detail) => new(StorageErrorKind.NameTooLong, detail);

    /// <summary>A fault of kind <see cref="StorageErrorKind.Unsupported"/>.</summary>
    /// <param name="detail">What is not supported and the remedy.</param>
    public static StorageFault Unsupported(string detail) => new(StorageErrorKind.Unsupported, detail);
}
