namespace Orbit.Storage.Local;

/// <summary>What each volume can do.</summary>
internal static class LocalCapabilities
{
    // What ext4 keeps; others keep as much or more, or refuse when it is set.
    private static readonly DateTimeOffset Earliest = new(1901, 12, 14, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Latest = new(2446, 5, 10, 0, 0, 0, TimeSpan.Zero);

    public static StorageCapabilities OfLinux(SymbolicLinkPolicy links, bool keepsExtendedAttributes) => new()
    {
        PathRules = StoragePathRules.Posix,
        RealDirectories = true,
        CaseSensitive = true,
        RecursiveListing = true,
        FollowsSymbolicLinks = links == SymbolicLinkPolicy.Follow,
        AtomicReplace = true,
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
}
