namespace Orbit.Storage;

/// <summary>How one object is copied to another backend. Every option is honoured, or refused with <see cref="StorageErrorKind.Unsupported"/> before any I/O.</summary>
public sealed class CopyToOptions
{
    internal static CopyToOptions Default { get; } = new();

    /// <summary>Whether an existing object is replaced. With false that fails, atomically, with <see cref="StorageErrorKind.AlreadyExists"/>. Default: true.</summary>
    public bool Overwrite { get; init; } = true;

    /// <summary>Whether missing parents of the target are made. Default: true.</summary>
    public bool CreateParents { get; init; } = true;

    /// <summary>Whether the copy is on stable storage before the call returns. Default: false.</summary>
    public bool Durable { get; init; }

    /// <summary>
    /// Whether the copy has the source's time of last change: true, it must; false, it has its own; null, it has where the target can set it. Default: false.
    /// </summary>
    public bool? PreserveTimes { get; init; } = false;

    /// <summary>Whether the copy has the source's POSIX permissions: true, it must; false, it has the target's own; null, it has where both ends keep them. Default: null.</summary>
    public bool? PreservePermissions { get; init; }

    /// <summary>How it is made sure that the copy has arrived. Default: <see cref="TransferVerification.Length"/>.</summary>
    public TransferVerification Verification { get; init; }

    /// <summary>How the bytes are moved. Default: the backends' own.</summary>
    public TransferOptions? Transfer { get; init; }

    /// <summary>
    /// Keeps a journal, so that the copy can go on in another process after an interruption, on targets with <see cref="StorageCapabilities.ResumableWrite"/>. Where it
    /// has no fingerprint, the source's size, time and entity tag are that. Not within one backend, where a copy is a single step. Default: null.
    /// </summary>
    public ResumeOptions? Resume { get; init; }

    /// <summary>Hears of bytes that the target has taken, at most ten times a second and once at the end. Default: null.</summary>
    public IProgress<TransferProgress>? Progress { get; init; }

    internal CopyToOptions Validated()
    {
        Transfer?.Validate("options");
        Resume?.Validate("options");
        StorageArgument.Require(Enum.IsDefined(Verification), "options", nameof(Verification), Verification, "Length or Checksum");
        return this;
    }
}
