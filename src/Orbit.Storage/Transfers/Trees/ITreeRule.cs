namespace Orbit.Storage.Transfers.Trees;

/// <summary>Decides what is done with the files of a tree.</summary>
internal interface ITreeRule
{
    /// <summary>Whether it must know what the target has.</summary>
    bool NeedsTarget { get; }

    /// <summary>Whether a transfer replaces what is there.</summary>
    bool Overwrites { get; }

    TreeVerdict Judge(TreeItem source, TreeItem? target);
}
