using Orbit.Storage.Conformance.Tests.Memory;

namespace Orbit.Storage.Conformance.Tests.Decorators;

public sealed class ConcurrencyLimitedHarness : DecoratedHarness<MemoryHarness>
{
    protected override Task<IStorageBackend> DecorateAsync(IStorageBackend backend) => Task.FromResult(backend.WithConcurrencyLimit(2));
}
