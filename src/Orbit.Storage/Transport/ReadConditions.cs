namespace Orbit.Storage.Transport;

/// <summary>For backends that judge the conditions of a read themselves.</summary>
public static class ReadConditions
{
    /// <summary>Compares what an object is with what a read asks for, in the order of RFC 9110 section 13.2.2: a tag goes before a time.</summary>
    /// <param name="entry">The object; its entity tag and time are known.</param>
    /// <param name="options">The conditions.</param>
    /// <exception cref="StorageException"><see cref="StorageErrorKind.PreconditionFailed"/> or <see cref="StorageErrorKind.NotModified"/>.</exception>
    public static void Check(StorageEntry entry, ReadOptions options)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(options);
        bool isOther = options.IfMatch is { } wanted ? entry.ETag != wanted : entry.LastModified > options.IfUnmodifiedSince;
        if (isOther)
        {
            throw new StorageException(
                StorageErrorKind.PreconditionFailed, $"its entity tag is '{entry.ETag}' and it was last changed at {entry.LastModified:O}, which is not what was asked for.");
        }

        bool isSame = options.IfNoneMatch is { } known ? entry.ETag == known : entry.LastModified <= options.IfModifiedSince;
        if (isSame)
        {
            throw new StorageException(StorageErrorKind.NotModified, $"it is still the one with the entity tag '{entry.ETag}', last changed at {entry.LastModified:O}.");
        }
    }
}
