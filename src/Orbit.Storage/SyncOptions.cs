namespace Orbit.Storage;

/// <summary>How a tree is made like another.</summary>
public sealed class SyncOptions : TreeTransferOptions
{
    internal static SyncOptions Default { get; } = new();

    /// <summary>How it is told whether a file is the same at both ends. Default: <see cref="SyncComparison.SizeAndTime"/>.</summary>
    public SyncComparison Comparison { get; init; }

    /// <summary>
    /// Whether what only the target has is deleted: after all copies have succeeded, and not at all where one failed. What the patterns leave out stays, and so do directories that hold it. Default: false.
    /// </summary>
    public bool DeleteExtra { get; init; }

    /// <summary>Whether it is only said what would be done, through <see cref="TreeOptions.Events"/> and the report, and nothing is changed. Default: false.</summary>
    public bool DryRun { get; init; }

    internal override void Validate()
    {
        base.Validate();
        StorageArgument.Require(Enum.IsDefined(Comparison), "options", nameof(Comparison), Comparison, "a member of SyncComparison");
    }
}
