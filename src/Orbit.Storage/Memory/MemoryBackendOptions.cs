namespace Orbit.Storage.Memory;

/// <summary>
/// What a <see cref="MemoryBackend"/> is like. By default a file system with every capability and no limits; the settings make it
/// as narrow as the store that it stands in for.
/// </summary>
public sealed class MemoryBackendOptions : StorageBackendOptions
{
    /// <summary>
    /// Whether it is one flat name space of keys, as an object store is: directories are mere prefixes, empty segments are names like any other,
    /// and what file systems alone have (permissions, ownership, times that can be set, extended attributes, renaming a directory, renaming
    /// without replacing) is missing. Default: false, a tree of real directories.
    /// </summary>
    public bool FlatKeys { get; set; }

    /// <summary>Whether replaced and deleted content stays readable under its version id, until that version is deleted. Default: false.</summary>
    public bool KeepVersions { get; set; }

    /// <summary>How many bytes of content there is room for, kept versions and writes in progress included; more fails with <see cref="StorageErrorKind.QuotaExceeded"/>. Default: null, as many as the process can hold.</summary>
    public long? MaxBytes { get; set; }

    /// <summary>The largest object in bytes; at least 1. Default: null, no limit.</summary>
    public long? MaxObjectSize { get; set; }

    /// <summary>The most parts of one write; at least 1. Default: null, no limit.</summary>
    public int? MaxParts { get; set; }

    /// <summary>The smallest part but the last, in bytes; at least 1. Default: 1.</summary>
    public long MinPartSize { get; set; } = 1;

    /// <summary>The largest part in bytes, and the largest content of one request; at least <see cref="MinPartSize"/>. Default: null, no limit.</summary>
    public long? MaxPartSize { get; set; }

    /// <summary>Whether all parts of one write but the last must have the same size. Default: false.</summary>
    public bool EqualParts { get; set; }

    /// <summary>Whether each part comes with its CRC-32, which is compared with the bytes that arrived. Default: false.</summary>
    public bool PartChecksums { get; set; }

    /// <summary>How many entries a page of a listing has, unless the listing says otherwise; 1 to 100,000. Default: 1,000.</summary>
    public int PageSize { get; set; } = 1000;

    /// <summary>How many paths one bulk delete takes; 1 for none. Default: 1,000.</summary>
    public int BulkDeleteLimit { get; set; } = 1000;

    /// <inheritdoc/>
    public override IEnumerable<string> Validate()
    {
        foreach (string problem in base.Validate())
        {
            yield return problem;
        }

        if (MaxBytes < 0)
        {
            yield return $"MaxBytes is {MaxBytes}; it must be at least 0, or null for no limit.";
        }

        if (MaxObjectSize < 1 || MaxParts < 1)
        {
            yield return $"MaxObjectSize is {MaxObjectSize} and MaxParts is {MaxParts}; each must be at least 1, or null for no limit.";
        }

        if (MinPartSize < 1 || MaxPartSize < MinPartSize)
        {
            yield return $"MinPartSize is {MinPartSize} and MaxPartSize is {MaxPartSize}; the first must be at least 1 and the second no smaller than it.";
        }

        if (PageSize is < 1 or > 100_000)
        {
            yield return $"PageSize is {PageSize}; it must be 1 to 100000.";
        }

        if (BulkDeleteLimit < 1)
        {
            yield return $"BulkDeleteLimit is {BulkDeleteLimit}; it must be at least 1.";
        }
    }
}
