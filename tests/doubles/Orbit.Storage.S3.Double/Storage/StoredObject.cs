using Orbit.Storage.S3.Double.Content;

namespace Orbit.Storage.S3.Double.Storage;

/// <summary>One version of an object, or a delete marker.</summary>
internal sealed record StoredObject
{
    public required string Key { get; init; }

    public required ObjectContent Content { get; init; }

    /// <summary>With its quotes.</summary>
    public required string ETag { get; init; }

    public required DateTimeOffset LastModified { get; init; }

    /// <summary>Headers that come back as they were given: content headers, metadata, storage class, encryption.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The MD5 of the customer's key, which every later request has to know.</summary>
    public string? CustomerKeyMd5 { get; init; }

    public string Tags { get; init; } = "";

    /// <summary>The whole object's CRC-32, where the writer gave one.</summary>
    public uint? Checksum { get; init; }

    /// <summary>The lengths of the parts it was uploaded in; empty where it was one PUT.</summary>
    public IReadOnlyList<long> PartLengths { get; init; } = [];

    public string VersionId { get; init; } = "null";

    public bool IsDeleteMarker { get; init; }
}
