namespace Orbit.Storage.Transfers.Trees;

/// <summary>One piece of work that a walk has found.</summary>
internal readonly struct TreeWork(TreeItem item, TreeVerdict verdict)
{
    /// <summary>The source's file, or the directory that is to be made.</summary>
    public TreeItem Item => item;

    public TreeVerdict Verdict => verdict;
}
