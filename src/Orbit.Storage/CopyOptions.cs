namespace Orbit.Storage;

/// <summary>How an object is copied within one backend.</summary>
public sealed class CopyOptions
{
    internal static CopyOptions Default { get; } = new();

    /// <summary>Whether an existing object at the destination is replaced. With false that fails, atomically, with <see cref="StorageErrorKind.AlreadyExists"/>. Default: true.</summary>
    public bool Overwrite { get; init; } = true;

    /// <summary>Whether missing parents of the destination are made. Default: true.</summary>
    public bool CreateParents { get; init; } = true;

    /// <summary>Whether the copy is on stable storage before the call returns. Default: false.</summary>
    public bool Durable { get; init; }

    /// <summary>How the bytes are moved, where they must pass through this process. Default: the backend's.</summary>
    public TransferOptions? Transfer { get; init; }

    /// <summary>Hears of bytes copied, at most ten times a second and once at the end. Default: null.</summary>
    public IProgress<TransferProgress>? Progress { get; init; }

    internal CopyOptions Validated()
    {
        Transfer?.Validate("options");
        return this;
    }
}
