using Orbit.Storage.Memory;
using Orbit.Storage.Testing;

namespace Orbit.Storage.Conformance.Tests.Memory;

/// <summary>A store with room for 1 MiB.</summary>
public sealed class SmallMemoryHarness : MemoryHarness, ILimitedSpace
{
    public long Capacity => 1024 * 1024;

    protected override MemoryBackendOptions Options => new() { MaxBytes = Capacity };
}
