namespace Orbit.Storage.S3;

/// <summary>What a store's profile forbids or narrows for one write, before any I/O.</summary>
internal static class S3WriteRules
{
    /// <summary>Says which options of a write the store cannot honour.</summary>
    public static StorageFault? FindFault(S3Store store, WriteOptions options)
    {
        if (options.BackendOptions is S3WriteOptions specific && specific.Validate(store.Profile).FirstOrDefault() is { } problem)
        {
            return StorageFault.Unsupported(problem);
        }

        return null;
    }

    /// <summary>Narrows a conditional write to a single PUT where the store ignores conditions when a multipart upload is completed.</summary>
    public static StorageCapabilities LimitsOf(S3Store store, StorageCapabilities all, WriteOptions options)
    {
        bool isConditional = !options.Overwrite || options.IfMatch is not null;
        return isConditional && !store.Profile.ConditionalComplete
            ? new StorageCapabilities { MaxParts = 1, MinPartSize = store.Profile.MinPartSize, MaxPartSize = store.Profile.MaxPartSize, MaxObjectSize = store.Profile.MaxPartSize }
            : all;
    }
}
