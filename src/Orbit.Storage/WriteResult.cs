namespace Orbit.Storage;

/// <summary>What a write made. An immediate <see cref="IStorageBackend.StatAsync"/> says the same.</summary>
public sealed class WriteResult
{
    /// <summary>Describes what was written.</summary>
    /// <param name="path">Where.</param>
    /// <param name="size">How many bytes.</param>
    public WriteResult(StoragePath path, long size)
    {
        Path = path;
        Size = size;
    }

    /// <summary>Where.</summary>
    public StoragePath Path { get; }

    /// <summary>How many bytes.</summary>
    public long Size { get; }

    /// <summary>How many of the bytes were in the store already, from a write that was interrupted, and not sent again. 0 without <see cref="WriteOptions.Resume"/>.</summary>
    public long ResumedBytes { get; init; }

    /// <summary>The new entity tag.</summary>
    public string? ETag { get; init; }

    /// <summary>When the store says that it was written.</summary>
    public DateTimeOffset? LastModified { get; init; }

    /// <summary>The new version, on stores that keep several.</summary>
    public string? VersionId { get; init; }

    internal WriteResult At(StoragePath path) => new(path, Size) { ResumedBytes = ResumedBytes, ETag = ETag, LastModified = LastModified, VersionId = VersionId };

    internal WriteResult WithResumed(long bytes) => bytes == ResumedBytes
        ? this
        : new WriteResult(Path, Size) { ResumedBytes = bytes, ETag = ETag, LastModified = LastModified, VersionId = VersionId };
}
