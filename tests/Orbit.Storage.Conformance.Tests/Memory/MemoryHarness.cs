using Orbit.Storage.Memory;
using Orbit.Storage.Testing;

namespace Orbit.Storage.Conformance.Tests.Memory;

public class MemoryHarness : BackendHarness
{
    private MemoryBackend? _backend;

    protected virtual MemoryBackendOptions Options => new();

    public override Task<IStorageBackend> StartAsync(StorageServices services, CancellationToken cancellationToken)
    {
        _backend = new MemoryBackend(Options, services);
        return Task.FromResult<IStorageBackend>(_backend);
    }

    public override Task<int> CountOpenUploadsAsync(CancellationToken cancellationToken) => Task.FromResult(_backend!.OpenWrites);

    public override int CountLeases() => _backend!.OpenReads;

    public override ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return default;
    }
}
