using System.Collections.Immutable;

namespace Orbit.Storage.Memory;

/// <summary>One object or directory as it is at one moment. A change makes a new node in its place.</summary>
internal sealed record MemoryNode
{
    private static readonly ImmutableSortedDictionary<string, string> NoMetadata = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
    private static readonly ImmutableSortedDictionary<string, ReadOnlyMemory<byte>> NoAttributes = ImmutableSortedDictionary.Create<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);

    /// <summary>The path; of a directory with a separator at its end, so that keys sort as an ordered listing does.</summary>
    public required string Key { get; init; }

    public required StorageEntryKind Kind { get; init; }

    public required DateTimeOffset LastModified { get; init; }

    public required DateTimeOffset LastAccessed { get; init; }

    public required DateTimeOffset Created { get; init; }

    public MemoryContent Content { get; init; } = MemoryContent.Empty;

    public string? ETag { get; init; }

    public string? VersionId { get; init; }

    public UnixFileMode? Permissions { get; init; }

    public StorageOwner? Owner { get; init; }

    public string? ContentType { get; init; }

    public string? CacheControl { get; init; }

    public string? ContentDisposition { get; init; }

    public string? ContentEncoding { get; init; }

    public string? ContentLanguage { get; init; }

    public ContentChecksum? Checksum { get; init; }

    public ImmutableSortedDictionary<string, string> Metadata { get; init; } = NoMetadata;

    public ImmutableSortedDictionary<string, ReadOnlyMemory<byte>> ExtendedAttributes { get; init; } = NoAttributes;

    /// <summary>A copy of what a caller gave, which it may change later.</summary>
    public static ImmutableSortedDictionary<string, string> Keep(IReadOnlyDictionary<string, string>? metadata) => metadata is null ? NoMetadata : NoMetadata.SetItems(metadata);

    public bool IsDirectory => Kind == StorageEntryKind.Directory;

    public StorageEntry ToEntry(IStorageBackend owner) => new(StoragePath.FromStoredName(IsDirectory && Key.Length > 0 ? Key[..^1] : Key, owner), Kind)
    {
        Size = IsDirectory ? null : Content.Length,
        LastModified = LastModified,
        LastAccessed = LastAccessed,
        Created = Created,
        ETag = ETag,
        VersionId = VersionId,
        Permissions = Permissions,
        Owner = Owner,
        ContentType = ContentType,
        CacheControl = CacheControl,
        ContentDisposition = ContentDisposition,
        ContentEncoding = ContentEncoding,
        ContentLanguage = ContentLanguage,
        Checksum = Checksum,
        Metadata = Metadata,
    };

    public StorageAttributes ToAttributes() => new()
    {
        Permissions = Permissions,
        Owner = Owner,
        LastModified = LastModified,
        LastAccessed = LastAccessed,
        Created = Created,
        ContentType = ContentType,
        Metadata = Metadata,
        ExtendedAttributes = ExtendedAttributes,
    };
}
