using Orbit.Storage.Local;
using Orbit.Storage.Local.Linux;

namespace Orbit.Storage.Conformance.Tests.Local;

/// <summary>Linux where a sandbox refuses openat2(2).</summary>
public sealed class LocalBySegmentsHarness : LocalHarness
{
    protected override LocalBackend Open(LocalBackendOptions options, StorageServices services) =>
        new(options, services, static (options, owner) => LinuxVolume.Open(options.Root, options, owner, walksSegments: true));
}
