namespace Orbit.Storage.Ssh;

/// <summary>What a server of version 3 of the protocol can do.</summary>
internal static class SshCapabilities
{
    public static StorageCapabilities Of(SshBackendOptions options) => new()
    {
        PathRules = StoragePathRules.Posix,
        RealDirectories = true,
        CaseSensitive = true,
        FollowsSymbolicLinks = options.SymbolicLinks == Local.SymbolicLinkPolicy.Follow,
        AtomicReplace = true,
        Permissions = true,
    };
}
