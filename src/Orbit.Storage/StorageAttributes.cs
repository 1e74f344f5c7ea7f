namespace Orbit.Storage;

/// <summary>What can be said of an entry beside its content. When set, null members are kept as they are.</summary>
public sealed class StorageAttributes
{
    /// <summary>POSIX permissions.</summary>
    public UnixFileMode? Permissions { get; init; }

    /// <summary>POSIX ownership.</summary>
    public StorageOwner? Owner { get; init; }

    /// <summary>When the content last changed.</summary>
    public DateTimeOffset? LastModified { get; init; }

    /// <summary>When it was last read.</summary>
    public DateTimeOffset? LastAccessed { get; init; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>The media type (RFC 9110 section 8.3).</summary>
    public string? ContentType { get; init; }

    /// <summary>The users' own metadata. When set, it replaces all that was there.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    /// <summary>Extended attributes by name (xattr(7): on Linux the name carries its name space, as in <c>user.origin</c>). When set, those named are set, an empty value included, and others are kept.</summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>>? ExtendedAttributes { get; init; }
}
