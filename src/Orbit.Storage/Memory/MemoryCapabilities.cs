namespace Orbit.Storage.Memory;

/// <summary>What the options make of the backend's capabilities.</summary>
internal static class MemoryCapabilities
{
    public static StorageCapabilities Of(MemoryBackendOptions options) => new()
    {
        PathRules = options.FlatKeys ? StoragePathRules.FlatKeys : StoragePathRules.Posix,
        RealDirectories = !options.FlatKeys,
        CaseSensitive = true,
        OrderedListing = true,
        RecursiveListing = true,
        AtomicReplace = true,
        ConditionalCreate = true,
        ConditionalUpdate = true,
        WriteIfNoneMatch = true,
        ConditionalRead = true,
        ETag = true,
        ContentHeaders = true,
        Metadata = true,
        Versioning = options.KeepVersions,
        Permissions = !options.FlatKeys,
        Ownership = !options.FlatKeys,
        SetLastModified = !options.FlatKeys,
        SetLastAccessed = !options.FlatKeys,
        SetCreated = !options.FlatKeys,
        ExtendedAttributes = !options.FlatKeys,
        ServerSideCopy = true,
        CopyIfAbsent = true,
        RenameIfAbsent = !options.FlatKeys,
        RenameDirectory = !options.FlatKeys,
        EqualParts = options.EqualParts,
        PartChecksums = options.PartChecksums,
        MaxParts = options.MaxParts,
        MinPartSize = options.MinPartSize,
        MaxPartSize = options.MaxPartSize,
        MaxObjectSize = options.MaxObjectSize,
        BulkDeleteLimit = options.BulkDeleteLimit,
        TimePrecision = TimeSpan.FromTicks(1),
    };
}
