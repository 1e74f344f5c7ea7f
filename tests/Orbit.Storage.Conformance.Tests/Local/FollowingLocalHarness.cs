using Orbit.Storage.Local;

namespace Orbit.Storage.Conformance.Tests.Local;

/// <summary>Follows symbolic links, as long as they stay below the root.</summary>
public sealed class FollowingLocalHarness : LocalHarness
{
    protected override LocalBackend Open(LocalBackendOptions options, StorageServices services)
    {
        options.SymbolicLinks = SymbolicLinkPolicy.Follow;
        return base.Open(options, services);
    }
}
