namespace Orbit.Storage.Transfers.Trees;

/// <summary>A directory of the source while a walk is in it.</summary>
internal sealed class DirectoryFrame(TreeItem item, TreeItem? atTarget)
{
    public TreeItem Item => item;

    /// <summary>The target's, or null where it has none or was not asked.</summary>
    public TreeItem? AtTarget => atTarget;

    /// <summary>Whether something will be written below it, with which it comes to be.</summary>
    public bool HasContent { get; set; }

    /// <summary>Whether something changes directly in it, and with it the directory's own time.</summary>
    public bool IsTouched { get; set; }
}
