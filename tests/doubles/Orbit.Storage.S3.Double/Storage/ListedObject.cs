namespace Orbit.Storage.S3.Double.Storage;

/// <summary>One line of a listing.</summary>
internal readonly record struct ListedObject(string Key, long Size, string ETag, DateTimeOffset LastModified);
