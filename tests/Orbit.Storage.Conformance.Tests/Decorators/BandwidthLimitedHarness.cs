using Orbit.Storage.Conformance.Tests.Memory;

namespace Orbit.Storage.Conformance.Tests.Decorators;

/// <summary>At a rate that makes every body pay and wait now and then, and no test slow.</summary>
public sealed class BandwidthLimitedHarness : DecoratedHarness<MemoryHarness>
{
    protected override Task<IStorageBackend> DecorateAsync(IStorageBackend backend) => Task.FromResult(backend.WithBandwidthLimit(64 * 1024 * 1024));
}
