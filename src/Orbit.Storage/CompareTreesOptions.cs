namespace Orbit.Storage;

/// <summary>How two trees are compared.</summary>
public sealed class CompareTreesOptions : TreeOptions
{
    internal static CompareTreesOptions Default { get; } = new();

    /// <summary>How it is told whether a file is the same at both ends. Default: <see cref="SyncComparison.Checksum"/>.</summary>
    public SyncComparison Comparison { get; init; } = SyncComparison.Checksum;

    /// <summary>Whether what only the target has counts as a difference. Default: true.</summary>
    public bool ReportExtra { get; init; } = true;

    internal override void Validate()
    {
        base.Validate();
        StorageArgument.Require(Enum.IsDefined(Comparison), "options", nameof(Comparison), Comparison, "a member of SyncComparison");
    }
}
