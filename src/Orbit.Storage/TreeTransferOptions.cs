namespace Orbit.Storage;

/// <summary>What the options of all operations that bring files into a tree have in common.</summary>
public abstract class TreeTransferOptions : TreeOptions
{
    private protected TreeTransferOptions()
    {
    }

    /// <summary>
    /// Whether files and directories get the source's time of last change: true, they must; false, they have their own; null, they do where the target can set it. Default: null.
    /// </summary>
    public bool? PreserveTimes { get; init; }

    /// <summary>Whether files and directories get the source's POSIX permissions: true, they must; false, the target's own; null, where both ends keep them. Default: null.</summary>
    public bool? PreservePermissions { get; init; }

    /// <summary>Whether directories that hold no files are made, where the target has real directories. Default: true.</summary>
    public bool EmptyDirectories { get; init; } = true;

    /// <summary>How it is made sure that each file has arrived. Default: <see cref="TransferVerification.Length"/>.</summary>
    public TransferVerification Verification { get; init; }

    /// <summary>Whether each file is on stable storage before it counts as done. Default: false.</summary>
    public bool Durable { get; init; }

    /// <summary>Keeps a journal, so that the operation goes on in another process after it was interrupted in any way. Default: null.</summary>
    public TreeResumeOptions? Resume { get; init; }

    internal override void Validate()
    {
        base.Validate();
        Resume?.Validate();
        StorageArgument.Require(Enum.IsDefined(Verification), "options", nameof(Verification), Verification, "Length or Checksum");
    }
}
