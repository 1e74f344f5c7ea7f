namespace Orbit.Storage.S3;

/// <summary>One of the versions that a bucket keeps of an object, or the mark of its deletion.</summary>
public sealed class S3ObjectVersion
{
    internal S3ObjectVersion(StoragePath path, string versionId)
    {
        Path = path;
        VersionId = versionId;
    }

    /// <summary>The object's path.</summary>
    public StoragePath Path { get; }

    /// <summary>Which version, as <see cref="ReadOptions.VersionId"/> and <see cref="DeleteOptions.VersionId"/> take it; <c>null</c>, as a text, for one that was written before the bucket kept versions.</summary>
    public string VersionId { get; }

    /// <summary>Whether it is what a read without a version shows.</summary>
    public bool IsLatest { get; init; }

    /// <summary>Whether it says that the object was deleted then. It has no content; deleting it brings the version before back.</summary>
    public bool IsDeleteMarker { get; init; }

    /// <summary>The content's length in bytes; null for a delete marker.</summary>
    public long? Size { get; init; }

    /// <summary>The entity tag without quotes; null for a delete marker.</summary>
    public string? ETag { get; init; }

    /// <summary>When it was written, in UTC.</summary>
    public DateTimeOffset? LastModified { get; init; }

    /// <summary>Path and version, for logs.</summary>
    public override string ToString() => $"{Path} ({VersionId})";
}
