namespace Orbit.Storage.Local;

/// <summary>What each volume can do.</summary>
internal static class LocalCapabilities
{
    // What ext4 keeps; others keep as much or more, or refuse when it is set.
    private static readonly DateTimeOffset Earliest = new(1901, 12, 14, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Latest = new(2446, 5, 10, 0, 0, 0, TimeSpan.Zero);

    // APFS counts nanoseconds in 64 bits.
    private static readonly DateTimeOffset LatestInNanoseconds = new(2262, 4, 11, 0, 0, 0, TimeSpan.Zero);

    public static StorageCapabilities OfLinux(SymbolicLinkPolicy links, bool keepsExtendedAttributes) => new()
    {
        PathRules = StoragePathRules.Posix,
        RealDirectories = true,
        CaseSensitive = true,
        RecursiveListing = true,
        FollowsSymbolicLinks = links == SymbolicLinkPolicy.Follow,
        AtomicReplace = true,
        ResumableWrite = true,
        ReadBack = true,
        ConditionalCreate = true,
        ConditionalRead = true,
        DurableWrite = true,
        ETag = true,
        Permissions = true,
        Ownership = true,
        SetLastModified = true,
        SetLastAccessed = true,
        ExtendedAttributes = keepsExtendedAttributes,
        ServerSideCopy = true,
        CopyIfAbsent = true,
        RenameIfAbsent = true,
        RenameDirectory = true,
        TimePrecision = TimeSpan.FromTicks(1),
        EarliestTime = Earliest,
        LatestTime = Latest,
    };

    /// <summary>What .NET offers on this platform. A directory cannot be flushed through it, hence no durable writes; nor is there an owner or a server-side copy.</summary>
    public static StorageCapabilities OfPortable(SymbolicLinkPolicy links) => new()
    {
        PathRules = OperatingSystem.IsWindows() ? StoragePathRules.Windows : StoragePathRules.Posix,
        RealDirectories = true,
        CaseSensitive = !OperatingSystem.IsWindows() && !OperatingSystem.IsMacOS(),
        RecursiveListing = true,
        FollowsSymbolicLinks = links == SymbolicLinkPolicy.Follow,
        AtomicReplace = true,
        ResumableWrite = true,
        ReadBack = true,
        ConditionalCreate = true,
        ConditionalRead = true,
        ETag = true,
        Permissions = !OperatingSystem.IsWindows(),
        SetLastModified = true,
        SetLastAccessed = true,
        SetCreated = OperatingSystem.IsWindows() || OperatingSystem.IsMacOS(),
        CopyIfAbsent = true,
        RenameIfAbsent = true,
        RenameDirectory = true,
        TimePrecision = TimeSpan.FromTicks(1),
        EarliestTime = Earliest,
        LatestTime = OperatingSystem.IsLinux() ? Latest : LatestInNanoseconds,
    };
}
