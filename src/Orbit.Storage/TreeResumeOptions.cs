namespace Orbit.Storage;

/// <summary>
/// How an operation on a tree goes on after an interruption, also in a new process: it keeps a journal on the local disk, and a later one that names the same journal sends no
/// file again that has arrived and is as it was, at both ends.
/// </summary>
/// <remarks>
/// A file counts as done where its source still has the size, time and entity tag of then, and the target lists it with those that it had. Large files go on within, where the target has
/// <see cref="StorageCapabilities.ResumableWrite"/>; elsewhere a file that was under way starts again. After a power cut, only <see cref="TreeTransferOptions.Durable"/> files are sure to
/// be as the journal says. The format is described in docs/journal.md.
/// </remarks>
public sealed class TreeResumeOptions
{
    /// <summary>
    /// The journal's file on a local disk; its directory must exist. One operation uses it at a time: another fails with <see cref="StorageErrorKind.Busy"/>. Files in parts have theirs
    /// in a directory of the same name with <c>.parts</c> behind it. All are deleted when the operation has ended without a failure.
    /// </summary>
    public required string JournalFile { get; init; }

    /// <summary>
    /// What names the job, as its two URIs: backends do not say which bucket or host they are. A journal of another job is refused with
    /// <see cref="StorageErrorKind.InvalidConfiguration"/>. Default: null; then the kinds of the backends and the two paths tell.
    /// </summary>
    public string? Job { get; init; }

    internal void Validate() =>
        StorageArgument.Require(!string.IsNullOrWhiteSpace(JournalFile), "options", $"{nameof(TreeTransferOptions.Resume)}.{nameof(JournalFile)}", JournalFile, "the path of a file");
}
