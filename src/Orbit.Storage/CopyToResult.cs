namespace Orbit.Storage;

/// <summary>What a copy of one object made.</summary>
public sealed class CopyToResult
{
    internal CopyToResult(StoragePath path)
    {
        Path = path;
    }

    /// <summary>Where the copy is.</summary>
    public StoragePath Path { get; }

    /// <summary>How many bytes it has; null where a copy on the server did not say.</summary>
    public long? Size { get; init; }

    /// <summary>How many of the bytes were in the target already, from a copy that was interrupted, and not sent again.</summary>
    public long ResumedBytes { get; init; }

    /// <summary>The copy's entity tag, where the target gave it.</summary>
    public string? ETag { get; init; }

    /// <summary>When the target says that the copy last changed, where it gave it.</summary>
    public DateTimeOffset? LastModified { get; init; }

    /// <summary>The object that was copied, as its first answer described it.</summary>
    internal StorageEntry? Source { get; init; }

    /// <summary>Whether the copy was made within the backend, without its bytes passing through this process where the backend can (<see cref="StorageCapabilities.ServerSideCopy"/>).</summary>
    public bool WithinBackend { get; init; }
}
