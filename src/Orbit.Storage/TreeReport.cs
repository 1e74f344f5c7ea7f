namespace Orbit.Storage;

/// <summary>What an operation on two trees did. Counts are of files unless they say otherwise.</summary>
public sealed class TreeReport
{
    /// <summary>The most failures that are kept; further ones are counted, and told through <see cref="TreeOptions.Events"/>.</summary>
    public const int MaxFailures = 1000;

    internal TreeReport()
    {
    }

    /// <summary>How many were copied or moved, or in a dry run would have been.</summary>
    public long Transferred { get; init; }

    /// <summary>How many bytes those have.</summary>
    public long TransferredBytes { get; init; }

    /// <summary>How many were the same at both ends.</summary>
    public long Unchanged { get; init; }

    /// <summary>How many had arrived before an interruption.</summary>
    public long Resumed { get; init; }

    /// <summary>How many bytes had arrived before an interruption: those of whole files, and of parts of others.</summary>
    public long ResumedBytes { get; init; }

    /// <summary>How many entries were passed over: links, and existing objects that were to be kept.</summary>
    public long Skipped { get; init; }

    /// <summary>How many were the same but for their permissions, which were set.</summary>
    public long AttributesChanged { get; init; }

    /// <summary>How many directories that hold no files were made; those of files come with them and are not counted.</summary>
    public long DirectoriesCreated { get; init; }

    /// <summary>How many entries were deleted at the target, or in a dry run would have been.</summary>
    public long Deleted { get; init; }

    /// <summary>How many entries a comparison found at the source alone.</summary>
    public long Missing { get; init; }

    /// <summary>How many entries a comparison found at the target alone.</summary>
    public long Extra { get; init; }

    /// <summary>How many entries a comparison found to differ.</summary>
    public long Different { get; init; }

    /// <summary>How many were begun again, because the source was replaced while it was read.</summary>
    public long Retried { get; init; }

    /// <summary>How many entries failed.</summary>
    public long Failed { get; init; }

    /// <summary>The first failures, at most <see cref="MaxFailures"/>.</summary>
    public IReadOnlyList<TreeFailure> Failures { get; init; } = [];

    /// <summary>Whether deletions were left out because something failed before.</summary>
    public bool DeletionsWithheld { get; init; }

    /// <summary>Whether the tree was moved by one rename, so that its files were not counted.</summary>
    public bool RenamedAtOnce { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Whether nothing failed.</summary>
    public bool IsSuccess => Failed == 0;

    /// <summary>Whether a comparison found both trees to be alike.</summary>
    public bool AreAlike => Failed == 0 && Missing == 0 && Extra == 0 && Different == 0;

    /// <summary>Throws the first failure, if there was any.</summary>
    /// <returns>This report.</returns>
    /// <exception cref="StorageException">The first failure.</exception>
    public TreeReport ThrowIfFailed() => Failed == 0 ? this : throw Failures[0].Error;
}
