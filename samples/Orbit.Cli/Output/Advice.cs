using Orbit.Storage;

namespace Orbit.Cli.Output;

/// <summary>Says what to do about a failure, where its message alone does not.</summary>
internal static class Advice
{
    public static string? For(StorageErrorKind kind) => kind switch
    {
        StorageErrorKind.NotFound => "check the path with 'orbit ls' on its directory; names are case-sensitive on most stores.",
        StorageErrorKind.ContainerNotFound => "check the name of the bucket, share or root directory, and the region or endpoint that it is in; orbit makes none.",
        StorageErrorKind.PermissionDenied => "these credentials work, but not for this: ask the store's owner for the permission, or use others.",
        StorageErrorKind.AuthenticationFailed => "check user, key or password, and for S3 also the machine's clock and the region; 'orbit doctor' on the same place checks again.",
        StorageErrorKind.HostKeyRejected => "compare the server's key with what its owner says; if it is right, add it to known_hosts (ssh-keyscan) or name it with ?Fingerprint=.",
        StorageErrorKind.ConnectionFailed => "check host name, port and network, and whether a proxy or firewall is in between.",
        StorageErrorKind.Network or StorageErrorKind.Timeout => "try again; a transfer with --journal goes on with --resume.",
        StorageErrorKind.RateLimited => "the store asks for fewer requests: lower --concurrency, or try later.",
        StorageErrorKind.QuotaExceeded => "make room at the target, then run the same command again; what has arrived stays, and with --journal it is not sent again.",
        StorageErrorKind.AlreadyExists => "choose another name, or --existing replace.",
        StorageErrorKind.IsADirectory => "add -r to copy or remove a directory with all that is in it.",
        StorageErrorKind.DirectoryNotEmpty => "add -r to remove it with all that is in it.",
        StorageErrorKind.ObjectChanged => "the source was replaced while it was read; run the command again once it is at rest.",
        StorageErrorKind.ChecksumMismatch => "run the command again; if it happens again, suspect the disk or memory at either end.",
        StorageErrorKind.OutcomeUnknown => "look at the target before you repeat it: the change may have been made.",
        StorageErrorKind.Busy => "wait until the other process has ended, or name another journal.",
        _ => null,
    };
}
