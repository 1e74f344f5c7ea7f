namespace Orbit.Storage;

/// <summary>What became of one entry of a tree.</summary>
public sealed class TreeEvent
{
    internal TreeEvent(TreeAction action, StoragePath path, StorageEntryKind kind)
    {
        Action = action;
        Path = path;
        Kind = kind;
    }

    /// <summary>What became of it.</summary>
    public TreeAction Action { get; }

    /// <summary>The entry, below the root of the tree.</summary>
    public StoragePath Path { get; }

    /// <summary>What it is.</summary>
    public StorageEntryKind Kind { get; }

    /// <summary>The file's size in bytes, where it is one.</summary>
    public long? Size { get; init; }

    /// <summary>Why it was passed over, or how it differs.</summary>
    public string? Reason { get; init; }

    /// <summary>What went wrong.</summary>
    public StorageException? Failure { get; init; }

    /// <summary>Action and path, for logs.</summary>
    public override string ToString() => Reason is null ? $"{Action} {Path}" : $"{Action} {Path}: {Reason}";
}
