namespace Orbit.Storage.S3;

/// <summary>What the store's profile and the options make of the backend's capabilities.</summary>
internal static class S3Capabilities
{
    public static StorageCapabilities Of(S3Profile store, S3BackendOptions options, StoragePathRules rules) => new()
    {
        PathRules = rules,
        CaseSensitive = true,
        OrderedListing = true,
        RecursiveListing = true,
        AtomicReplace = store.AtomicReplace,
        ConditionalCreate = store.ConditionalCreate,
        ConditionalUpdate = store.ConditionalUpdate,
        ConditionalRead = true,
        ETag = true,
        ContentHeaders = true,
        Metadata = true,
        Versioning = store.Versioning && options.Versions,
        ServerSideCopy = true,
        CopyIfAbsent = store.ConditionalCopy,
        RenameIfAbsent = store.ConditionalCopy,
        EqualParts = store.EqualParts,
        ResumableWrite = true,
        PartChecksums = store.Checksums,
        MaxParts = store.MaxParts,
        MinPartSize = store.MinPartSize,
        MaxPartSize = store.MaxPartSize,
        MaxObjectSize = store.MaxObjectSize,
        // With markers a path stands for two keys.
        BulkDeleteLimit = options.DirectoryMarkers ? Math.Max(1, store.BulkDeleteLimit / 2) : store.BulkDeleteLimit,
    };
}
