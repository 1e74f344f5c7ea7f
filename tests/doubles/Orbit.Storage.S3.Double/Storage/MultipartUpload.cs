using System.Collections.Concurrent;
using Orbit.Storage.S3.Double.Content;

namespace Orbit.Storage.S3.Double.Storage;

/// <summary>An upload under way.</summary>
internal sealed class MultipartUpload
{
    public required string Id { get; init; }

    public required string Key { get; init; }

    public required DateTimeOffset Initiated { get; init; }

    /// <summary>What the object will have of its description.</summary>
    public required StoredObject Template { get; init; }

    /// <summary>The algorithm that parts are to be checked with, where one was named.</summary>
    public string? ChecksumAlgorithm { get; init; }

    public string? ChecksumType { get; init; }

    public ConcurrentDictionary<int, UploadedPart> Parts { get; } = new();
}

/// <summary>A part that has arrived.</summary>
internal sealed record UploadedPart(int Number, ObjectContent Content, string ETag, uint Crc32, DateTimeOffset LastModified);
