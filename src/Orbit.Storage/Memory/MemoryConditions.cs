namespace Orbit.Storage.Memory;

/// <summary>The conditions of a read, in the order of RFC 9110 section 13.2.2: a tag goes before a time.</summary>
internal static class MemoryConditions
{
    public static void Check(MemoryNode node, ReadOptions options)
    {
        bool isOther = options.IfMatch is { } wanted ? node.ETag != wanted : node.LastModified > options.IfUnmodifiedSince;
        if (isOther)
        {
            throw new StorageException(StorageErrorKind.PreconditionFailed, $"its entity tag is '{node.ETag}' and it was last changed at {node.LastModified:O}, which is not what was asked for.");
        }

        bool isSame = options.IfNoneMatch is { } known ? node.ETag == known : node.LastModified <= options.IfModifiedSince;
        if (isSame)
        {
            throw new StorageException(StorageErrorKind.NotModified, $"it is still the one with the entity tag '{node.ETag}', last changed at {node.LastModified:O}.");
        }
    }
}
