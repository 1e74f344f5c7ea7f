namespace Orbit.Storage.Transfers.Trees;

/// <summary>The rule of a mirror: what is not the same.</summary>
internal sealed class SyncRule(SameFile same, bool setsPermissions) : ITreeRule
{
    // The three special bits are carried by no copy.
    private const UnixFileMode Compared = (UnixFileMode)0x1FF;

    public bool NeedsTarget => true;

    public bool Overwrites => true;

    public TreeVerdict Judge(TreeItem source, TreeItem? target)
    {
        if (target is null || target.Kind != StorageEntryKind.File || same.FindDifference(source.Entry, target.Entry) is not null)
        {
            return TreeVerdict.Transfer;
        }

        if (same.NeedsContent(source.Entry))
        {
            return TreeVerdict.TransferIfDifferent;
        }

        return setsPermissions && ((source.Entry.Permissions ^ target.Entry.Permissions) & Compared) is not (null or 0) ? TreeVerdict.SetPermissions : TreeVerdict.Leave;
    }
}
