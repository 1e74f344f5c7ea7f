using Orbit.Storage.Conformance.Tests.Memory;

namespace Orbit.Storage.Conformance.Tests.Decorators;

public sealed class FlatSubPathHarness : DecoratedHarness<FlatMemoryHarness>
{
    protected override async Task<IStorageBackend> DecorateAsync(IStorageBackend backend)
    {
        await backend.WriteTextAsync("some/where", "An object with the name of the prefix.");
        await backend.WriteTextAsync("some/where else", "A sibling whose name begins alike.");
        return backend.At("some/where/");
    }
}
