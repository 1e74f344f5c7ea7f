namespace Orbit.Storage.Transfers.Trees;

/// <summary>An entry of a tree: where it is below the root, and its place in the order in which trees are merged.</summary>
internal sealed class TreeItem(StorageEntry entry, StoragePath path, StorageEntryKind kind, string key)
{
    /// <summary>As its backend describes it, with its path there.</summary>
    public StorageEntry Entry => entry;

    /// <summary>Its path below the root of the tree.</summary>
    public StoragePath Path => path;

    /// <summary>What it counts as: an empty object whose key ends in a separator is a directory.</summary>
    public StorageEntryKind Kind => kind;

    /// <summary>Its place: its path, of directories with a separator behind, and in one case where the target has but one.</summary>
    public string Key => key;

    public bool IsDirectory => kind == StorageEntryKind.Directory;

    public long Size => entry.Size ?? 0;
}
