namespace Orbit.Storage;

/// <summary>What a store says of one object or directory. A member is null where the store does not give it in the call that made the entry.</summary>
public sealed class StorageEntry
{
    /// <summary>Describes an entry.</summary>
    /// <param name="path">Its path, relative to the backend's root.</param>
    /// <param name="kind">What it is.</param>
    public StorageEntry(StoragePath path, StorageEntryKind kind)
    {
        Path = path;
        Kind = kind;
    }

    /// <summary>Its path, relative to the backend's root.</summary>
    public StoragePath Path { get; private set; }

    /// <summary>What it is.</summary>
    public StorageEntryKind Kind { get; }

    /// <summary>The last segment of <see cref="Path"/>.</summary>
    public string Name => Path.Name;

    /// <summary>The content's length in bytes; null for directories.</summary>
    public long? Size { get; init; }

    /// <summary>When the content last changed, in UTC, as precisely as <see cref="StorageCapabilities.TimePrecision"/>.</summary>
    public DateTimeOffset? LastModified { get; init; }

    /// <summary>When it was created, in UTC.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>When it was last read, in UTC, as far as the store keeps count.</summary>
    public DateTimeOffset? LastAccessed { get; init; }

    /// <summary>POSIX permissions.</summary>
    public UnixFileMode? Permissions { get; init; }

    /// <summary>POSIX ownership.</summary>
    public StorageOwner? Owner { get; init; }

    /// <summary>The media type (RFC 9110 section 8.3).</summary>
    public string? ContentType { get; init; }

    /// <summary>Cache-Control (RFC 9111 section 5.2).</summary>
    public string? CacheControl { get; init; }

    /// <summary>Content-Disposition (RFC 6266).</summary>
    public string? ContentDisposition { get; init; }

    /// <summary>Content-Encoding (RFC 9110 section 8.4).</summary>
    public string? ContentEncoding { get; init; }

    /// <summary>Content-Language (RFC 9110 section 8.5).</summary>
    public string? ContentLanguage { get; init; }

    /// <summary>The entity tag, an opaque text that changes with the content (RFC 9110 section 8.8.3), without weakness prefix or quotes.</summary>
    public string? ETag { get; init; }

    /// <summary>Which version this is, on stores that keep several.</summary>
    public string? VersionId { get; init; }

    /// <summary>The users' own metadata; null where the call does not give it.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    /// <summary>The checksum that the store keeps of the whole content.</summary>
    public ContentChecksum? Checksum { get; init; }

    /// <summary>The same entry under another path.</summary>
    internal StorageEntry At(StoragePath path)
    {
        StorageEntry moved = (StorageEntry)MemberwiseClone();
        moved.Path = path;
        return moved;
    }

    /// <summary>Path and kind, for logs.</summary>
    public override string ToString() => $"{Path} ({Kind})";
}
