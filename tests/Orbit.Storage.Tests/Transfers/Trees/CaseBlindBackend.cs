using Orbit.Storage.Decorators;

namespace Orbit.Storage.Tests.Transfers.Trees;

/// <summary>A store that says of itself that it does not tell upper case from lower.</summary>
internal sealed class CaseBlindBackend(IStorageBackend inner) : DelegatingBackend(inner)
{
    public override StorageCapabilities Capabilities { get; } = new()
    {
        PathRules = inner.Capabilities.PathRules,
        RealDirectories = inner.Capabilities.RealDirectories,
        RecursiveListing = inner.Capabilities.RecursiveListing,
        OrderedListing = inner.Capabilities.OrderedListing,
        CaseSensitive = false,
    };
}
