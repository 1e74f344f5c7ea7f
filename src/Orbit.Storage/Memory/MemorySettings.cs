using Orbit.Storage.DependencyInjection;

namespace Orbit.Storage.Memory;

/// <summary>Reads the settings that only stores in memory have.</summary>
internal static class MemorySettings
{
    public static void Read(StorageSettings settings, MemoryBackendOptions options)
    {
        options.FlatKeys = settings.GetBoolean(nameof(options.FlatKeys)) ?? options.FlatKeys;
        options.KeepVersions = settings.GetBoolean(nameof(options.KeepVersions)) ?? options.KeepVersions;
        options.MaxBytes = settings.GetInt64(nameof(options.MaxBytes)) ?? options.MaxBytes;
        options.MaxObjectSize = settings.GetInt64(nameof(options.MaxObjectSize)) ?? options.MaxObjectSize;
        options.MaxParts = settings.GetInt32(nameof(options.MaxParts)) ?? options.MaxParts;
        options.MinPartSize = settings.GetInt64(nameof(options.MinPartSize)) ?? options.MinPartSize;
        options.MaxPartSize = settings.GetInt64(nameof(options.MaxPartSize)) ?? options.MaxPartSize;
        options.EqualParts = settings.GetBoolean(nameof(options.EqualParts)) ?? options.EqualParts;
        options.PartChecksums = settings.GetBoolean(nameof(options.PartChecksums)) ?? options.PartChecksums;
        options.PageSize = settings.GetInt32(nameof(options.PageSize)) ?? options.PageSize;
        options.BulkDeleteLimit = settings.GetInt32(nameof(options.BulkDeleteLimit)) ?? options.BulkDeleteLimit;
    }
}
