namespace Orbit.Storage;

/// <summary>One entry that failed.</summary>
public sealed class TreeFailure
{
    internal TreeFailure(StoragePath path, StorageException error)
    {
        Path = path;
        Error = error;
    }

    /// <summary>The entry, below the root of the tree.</summary>
    public StoragePath Path { get; }

    /// <summary>What went wrong; its <see cref="StorageException.Backend"/> and <see cref="StorageException.Operation"/> say at which end.</summary>
    public StorageException Error { get; }

    /// <summary>What went wrong, in one word.</summary>
    public StorageErrorKind Kind => Error.Kind;

    /// <summary>Path and kind, for logs.</summary>
    public override string ToString() => $"{Path}: {Kind}";
}
