namespace Orbit.Storage;

/// <summary>
/// What a backend can do, and its limits. They drive the checks before I/O, the plan of a write and the choice of conformance tests alike.
/// Booleans default to false and limits to "none", so that a new backend claims nothing it does not state.
/// </summary>
public sealed class StorageCapabilities
{
    private StoragePathRules _pathRules = StoragePathRules.FlatKeys;

    /// <summary>What names must keep to. Default: <see cref="StoragePathRules.FlatKeys"/>.</summary>
    public StoragePathRules PathRules
    {
        get => _pathRules;
        init => _pathRules = value;
    }

    /// <summary>Whether directories exist by themselves; else they are mere prefixes of keys.</summary>
    public bool RealDirectories { get; init; }

    /// <summary>Whether names that differ in case alone are different objects.</summary>
    public bool CaseSensitive { get; init; }

    /// <summary>
    /// Whether listings come in the order of the full path's UTF-8 bytes, a directory's with a separator at its end (<c>a.b</c>, then the directory <c>a</c>, then
    /// <c>a/b</c>), and <see cref="ListOptions.StartAfter"/> works.
    /// </summary>
    public bool OrderedListing { get; init; }

    /// <summary>Whether one listing request shows all levels; else the core walks the directories.</summary>
    public bool RecursiveListing { get; init; }

    /// <summary>Whether symbolic links can be followed, within the root.</summary>
    public bool FollowsSymbolicLinks { get; init; }

    /// <summary>Whether a write replaces the object in one step for every reader. False means "old, then missing for a moment, then new".</summary>
    public bool AtomicReplace { get; init; }

    /// <summary>Whether <see cref="WriteOptions.Overwrite"/> = false is decided by the store, without a race.</summary>
    public bool ConditionalCreate { get; init; }

    /// <summary>Whether <see cref="WriteOptions.IfMatch"/> is decided by the store, without a race.</summary>
    public bool ConditionalUpdate { get; init; }

    /// <summary>Whether <see cref="WriteOptions.IfNoneMatch"/> is decided by the store, without a race.</summary>
    public bool WriteIfNoneMatch { get; init; }

    /// <summary>Whether conditions on reads work.</summary>
    public bool ConditionalRead { get; init; }

    /// <summary>Whether <see cref="WriteOptions.Durable"/> is kept.</summary>
    public bool DurableWrite { get; init; }

    /// <summary>Whether entries have an entity tag.</summary>
    public bool ETag { get; init; }

    /// <summary>Whether content type and the other content headers are kept.</summary>
    public bool ContentHeaders { get; init; }

    /// <summary>Whether the users' own metadata is kept.</summary>
    public bool Metadata { get; init; }

    /// <summary>Whether versions are kept.</summary>
    public bool Versioning { get; init; }

    /// <summary>Whether POSIX permissions are kept.</summary>
    public bool Permissions { get; init; }

    /// <summary>Whether POSIX ownership is kept.</summary>
    public bool Ownership { get; init; }

    /// <summary>Whether the time of the last change can be set.</summary>
    public bool SetLastModified { get; init; }

    /// <summary>Whether the time of the last access can be set.</summary>
    public bool SetLastAccessed { get; init; }

    /// <summary>Whether the time of creation can be set.</summary>
    public bool SetCreated { get; init; }

    /// <summary>Whether extended attributes are kept.</summary>
    public bool ExtendedAttributes { get; init; }

    /// <summary>Whether a copy within the backend moves no bytes through this process.</summary>
    public bool ServerSideCopy { get; init; }

    /// <summary>Whether <see cref="CopyOptions.Overwrite"/> = false is decided without a race.</summary>
    public bool CopyIfAbsent { get; init; }

    /// <summary>Whether <see cref="RenameOptions.Overwrite"/> = false is decided without a race.</summary>
    public bool RenameIfAbsent { get; init; }

    /// <summary>Whether directories can be renamed with what is in them.</summary>
    public bool RenameDirectory { get; init; }

    /// <summary>Whether all parts of one write but the last must have the same size.</summary>
    public bool EqualParts { get; init; }

    /// <summary>Whether a write has its whole checksum or that of its parts sent along, so that the core computes CRC-32 while it fills them.</summary>
    public bool PartChecksums { get; init; }

    /// <summary>Whether the parts of a write outlive the process that sent them, so that <see cref="WriteOptions.Resume"/> works. Its sinks are <see cref="Transport.IResumableSink"/>s.</summary>
    public bool ResumableWrite { get; init; }

    /// <summary>Whether a write can be read back before it shows, so that <see cref="WriteOptions.ReadBack"/> works. Its sinks are <see cref="Transport.IReadBackSink"/>s.</summary>
    public bool ReadBack { get; init; }

    /// <summary>The most parts of one write, or null for no limit.</summary>
    public int? MaxParts { get; init; }

    /// <summary>The smallest part but the last, in bytes. Default: 1.</summary>
    public long MinPartSize { get; init; } = 1;

    /// <summary>The largest part in bytes, or null for no limit.</summary>
    public long? MaxPartSize { get; init; }

    /// <summary>The largest object in bytes, or null for no limit.</summary>
    public long? MaxObjectSize { get; init; }

    /// <summary>How many paths one bulk-delete request takes. Default: 1, there are none.</summary>
    public int BulkDeleteLimit { get; init; } = 1;

    /// <summary>How precisely times are kept. Default: one second.</summary>
    public TimeSpan TimePrecision { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The earliest time that can be set, or null for no limit.</summary>
    public DateTimeOffset? EarliestTime { get; init; }

    /// <summary>The latest time that can be set, or null for no limit.</summary>
    public DateTimeOffset? LatestTime { get; init; }

    /// <summary>What a view of everything below a prefix can do.</summary>
    internal StorageCapabilities Below(StoragePath prefix)
    {
        StorageCapabilities copy = (StorageCapabilities)MemberwiseClone();
        copy._pathRules = _pathRules.Below(prefix);
        return copy;
    }
}
