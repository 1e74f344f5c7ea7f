namespace Orbit.Storage.S3.Writing;

/// <summary>What a store says of an object that it has just published.</summary>
internal readonly struct PublishedObject(string? eTag, string? versionId, DateTimeOffset? lastModified = null)
{
    public string? ETag => eTag;

    public string? VersionId => versionId;

    public DateTimeOffset? LastModified => lastModified;

    public WriteResult ToResult(StoragePath path, long length) => new(path, length) { ETag = ETag, VersionId = VersionId, LastModified = LastModified };
}
