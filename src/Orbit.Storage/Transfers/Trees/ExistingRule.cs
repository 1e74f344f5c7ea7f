namespace Orbit.Storage.Transfers.Trees;

/// <summary>The rule of copying and moving: everything, but for what the target has and is to keep.</summary>
internal sealed class ExistingRule(ExistingObjects existing) : ITreeRule
{
    public bool NeedsTarget => existing == ExistingObjects.Keep;

    public bool Overwrites => existing == ExistingObjects.Replace;

    public TreeVerdict Judge(TreeItem source, TreeItem? target) => target is not null && existing == ExistingObjects.Keep ? TreeVerdict.Keep : TreeVerdict.Transfer;

    /// <summary>Refuses to create only where the target would do so with a race.</summary>
    public static void Refuse(ExistingObjects existing, TreePair pair)
    {
        if (existing != ExistingObjects.Replace && !pair.Target.Capabilities.ConditionalCreate)
        {
            throw FailureTranslator.Refuse(pair.Target, StorageOperation.Write, pair.TargetRoot, StorageFault.Unsupported(
                $"this backend cannot honour {nameof(CopyTreeOptions.Existing)} = {existing} without a race (its capability {nameof(StorageCapabilities.ConditionalCreate)} is false)."));
        }
    }
}
