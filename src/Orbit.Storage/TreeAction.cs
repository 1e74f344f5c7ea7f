namespace Orbit.Storage;

/// <summary>What became of an entry, or in a dry run would have.</summary>
public enum TreeAction
{
    /// <summary>The file was copied.</summary>
    Copied = 0,

    /// <summary>The file was moved.</summary>
    Moved,

    /// <summary>The file is the same at both ends; nothing was sent.</summary>
    Unchanged,

    /// <summary>The file had arrived before an interruption, as the journal says and both ends confirm; nothing was sent.</summary>
    Resumed,

    /// <summary>The file is the same at both ends but for its permissions, which were set.</summary>
    AttributesChanged,

    /// <summary>The directory, which holds no files, was made.</summary>
    DirectoryCreated,

    /// <summary>The entry was passed over, for the reason in <see cref="TreeEvent.Reason"/>.</summary>
    Skipped,

    /// <summary>The entry was deleted at the target, which alone had it.</summary>
    Deleted,

    /// <summary>A comparison found the entry at the source alone.</summary>
    Missing,

    /// <summary>A comparison found the entry at the target alone.</summary>
    Extra,

    /// <summary>A comparison found the entry to differ, as <see cref="TreeEvent.Reason"/> says.</summary>
    Different,

    /// <summary>The entry failed, with <see cref="TreeEvent.Failure"/>.</summary>
    Failed,
}
