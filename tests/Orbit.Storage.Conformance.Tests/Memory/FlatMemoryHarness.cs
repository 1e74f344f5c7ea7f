using Orbit.Storage.Memory;

namespace Orbit.Storage.Conformance.Tests.Memory;

/// <summary>As an object store is: flat keys, versions, and few parts of a least size.</summary>
public sealed class FlatMemoryHarness : MemoryHarness
{
    protected override MemoryBackendOptions Options => new()
    {
        FlatKeys = true,
        KeepVersions = true,
        PartChecksums = true,
        MinPartSize = 64 * 1024,
        MaxParts = 10_000,
        BulkDeleteLimit = 3,
        PageSize = 4,
    };
}
