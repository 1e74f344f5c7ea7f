using Orbit.Storage.Conformance.Tests.Memory;

namespace Orbit.Storage.Conformance.Tests.Decorators;

public sealed class SubPathHarness : DecoratedHarness<MemoryHarness>
{
    protected override async Task<IStorageBackend> DecorateAsync(IStorageBackend backend)
    {
        await backend.CreateDirectoryAsync("some/where");
        await backend.WriteTextAsync("some/where else", "A sibling whose name begins alike.");
        return backend.At("some/where");
    }
}
