namespace Orbit.Storage;

/// <summary>How a tree is moved.</summary>
public sealed class MoveTreeOptions : TreeTransferOptions
{
    internal static MoveTreeOptions Default { get; } = new();

    /// <summary>What becomes of objects that the target has already; what is kept there stays at the source too. Default: <see cref="ExistingObjects.Replace"/>.</summary>
    public ExistingObjects Existing { get; init; }

    internal override void Validate()
    {
        base.Validate();
        StorageArgument.Require(Enum.IsDefined(Existing), "options", nameof(Existing), Existing, "Replace, Keep or Fail");
    }
}
