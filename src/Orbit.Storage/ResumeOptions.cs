namespace Orbit.Storage;

/// <summary>
/// How a write goes on after an interruption, also in a new process: it keeps a journal on the local disk, and a later write that names the same
/// journal, path and content sends only what the store does not have yet.
/// </summary>
/// <remarks>
/// The later write reads the content from its start: each part that is in the store is skipped only when the source's bytes are those that were
/// stored, so a changed source is sent again where it changed, and never mixed. A file's parts are also read back from where they lie, which costs a read of them. Content that fits one part needs no journal and makes none. A write that fails or is cancelled
/// leaves its parts in the store, which may charge for them: go on with it, or remove it by <see cref="IStaleWriteSweeper"/>. The format is described in docs/journal.md.
/// </remarks>
public sealed class ResumeOptions
{
    /// <summary>
    /// The journal's file on a local disk; its directory must exist. One write uses it at a time: another fails with <see cref="StorageErrorKind.Busy"/>. It is
    /// made when the first part is full, and deleted when the object is published. It names the object and the upload, and holds no secrets.
    /// </summary>
    public required string JournalFile { get; init; }

    /// <summary>
    /// What tells this source from another or a changed one, as its path and the time of its last change. Where it differs from the interrupted write's, nothing of that
    /// is used. Default: null; then the length, where it is known, and the bytes themselves tell.
    /// </summary>
    public string? SourceFingerprint { get; init; }

    internal void Validate(string paramName) =>
        StorageArgument.Require(!string.IsNullOrWhiteSpace(JournalFile), paramName, $"{nameof(WriteOptions.Resume)}.{nameof(JournalFile)}", JournalFile, "the path of a file");
}
