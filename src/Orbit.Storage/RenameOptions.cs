namespace Orbit.Storage;

/// <summary>How an object or directory is renamed.</summary>
public sealed class RenameOptions
{
    internal static RenameOptions Default { get; } = new();

    /// <summary>Whether an existing object at the destination is replaced. With false that fails, atomically, with <see cref="StorageErrorKind.AlreadyExists"/>. Default: true.</summary>
    public bool Overwrite { get; init; } = true;

    /// <summary>Whether missing parents of the destination are made. Default: true.</summary>
    public bool CreateParents { get; init; } = true;
}
