namespace Orbit.Storage;

/// <summary>What went wrong, in terms that hold for every backend.</summary>
public enum StorageErrorKind
{
    /// <summary>None of the others; the message and the inner exception say more.</summary>
    Other = 0,

    /// <summary>The object or directory does not exist.</summary>
    NotFound,

    /// <summary>The backend's root, bucket or share does not exist.</summary>
    ContainerNotFound,

    /// <summary>The target exists and the call was to create it.</summary>
    AlreadyExists,

    /// <summary>A condition of the call (<c>IfMatch</c> and its kin) does not hold.</summary>
    PreconditionFailed,

    /// <summary>The object is still the one that the caller has (<c>IfNoneMatch</c>, <c>IfModifiedSince</c>).</summary>
    NotModified,

    /// <summary>The object was replaced while it was read; bytes of two versions were not mixed.</summary>
    ObjectChanged,

    /// <summary>The store refuses this to this user.</summary>
    PermissionDenied,

    /// <summary>The credentials were not accepted.</summary>
    AuthenticationFailed,

    /// <summary>The server's key or certificate is not the one that is trusted.</summary>
    HostKeyRejected,

    /// <summary>No connection could be made.</summary>
    ConnectionFailed,

    /// <summary>An established connection broke.</summary>
    Network,

    /// <summary>A deadline passed.</summary>
    Timeout,

    /// <summary>The store asks for fewer requests.</summary>
    RateLimited,

    /// <summary>The backend's options are wrong.</summary>
    InvalidConfiguration,

    /// <summary>The backend cannot store anything under this name.</summary>
    InvalidPath,

    /// <summary>The name or path is longer than the store can hold.</summary>
    NameTooLong,

    /// <summary>The path names a directory where an object is needed.</summary>
    IsADirectory,

    /// <summary>The path, or a parent of it, names an object where a directory is needed.</summary>
    NotADirectory,

    /// <summary>The directory has content and the call was not recursive.</summary>
    DirectoryNotEmpty,

    /// <summary>The range starts at or past the end of the object.</summary>
    RangeNotSatisfiable,

    /// <summary>The content was shorter or longer than was promised.</summary>
    LengthMismatch,

    /// <summary>The content does not have the checksum that was promised.</summary>
    ChecksumMismatch,

    /// <summary>The content is larger than the store can hold in one object.</summary>
    TooLarge,

    /// <summary>The disk is full or the quota used up.</summary>
    QuotaExceeded,

    /// <summary>Something else holds the object; trying later may help.</summary>
    Busy,

    /// <summary>The backend lacks the capability.</summary>
    Unsupported,

    /// <summary>Source and destination are the same object.</summary>
    SameObject,

    /// <summary>The call may or may not have taken effect, and it could not be found out.</summary>
    OutcomeUnknown,

    /// <summary>The server's listing goes in a circle, or breaks off without an end.</summary>
    ListingLoop,
}
