using Orbit.Storage.Local;
using Orbit.Storage.Local.Portable;

namespace Orbit.Storage.Conformance.Tests.Local;

/// <summary>What .NET has on every platform.</summary>
public sealed class PortableLocalHarness : LocalHarness
{
    protected override LocalBackend Open(LocalBackendOptions options, StorageServices services) =>
        new(options, services, static (options, owner) => PortableVolume.Open(options.Root, options, owner));
}
