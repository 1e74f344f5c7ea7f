using Orbit.Storage.Local;

namespace Orbit.Storage.Ssh;

/// <summary>What a server of version 3 of the protocol can do (draft-ietf-secsh-filexfer-02): its times have a precision of a second and 32 bits, and no file has an identity.</summary>
internal static class SshCapabilities
{
    // Section 5: times are unsigned seconds since 1970.
    private static readonly DateTimeOffset Earliest = DateTimeOffset.UnixEpoch;
    private static readonly DateTimeOffset Latest = DateTimeOffset.FromUnixTimeSeconds(uint.MaxValue);

    public static StorageCapabilities Of(SshBackendOptions options) => new()
    {
        PathRules = StoragePathRules.Posix,
        RealDirectories = true,
        CaseSensitive = true,
        FollowsSymbolicLinks = options.SymbolicLinks == SymbolicLinkPolicy.Follow,
        AtomicReplace = options.Server == SshServerKind.OpenSsh,
        ConditionalCreate = options.Server == SshServerKind.OpenSsh,
        CopyIfAbsent = options.Server == SshServerKind.OpenSsh,
        RenameIfAbsent = options.Server == SshServerKind.OpenSsh,
        RenameDirectory = true,
        ResumableWrite = true,
        ReadBack = true,
        DurableWrite = options.ServerProgram is not null,
        ServerSideCopy = options.ServerProgram is not null,
        Permissions = true,
        Ownership = true,
        SetLastModified = true,
        SetLastAccessed = true,
        TimePrecision = TimeSpan.FromSeconds(1),
        EarliestTime = Earliest,
        LatestTime = Latest,
    };
}
