namespace Orbit.Storage;

/// <summary>How a tree is copied.</summary>
public sealed class CopyTreeOptions : TreeTransferOptions
{
    internal static CopyTreeOptions Default { get; } = new();

    /// <summary>What becomes of objects that the target has already. Default: <see cref="ExistingObjects.Replace"/>.</summary>
    public ExistingObjects Existing { get; init; }

    internal override void Validate()
    {
        base.Validate();
        StorageArgument.Require(Enum.IsDefined(Existing), "options", nameof(Existing), Existing, "Replace, Keep or Fail");
    }
}
