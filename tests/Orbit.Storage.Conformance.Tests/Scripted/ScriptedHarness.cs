using Orbit.Storage.Testing;
using Orbit.Storage.Testing.Scripted;

namespace Orbit.Storage.Conformance.Tests.Scripted;

/// <summary>The double that stands in for servers must itself be sound. It counts requests, so that refusals are seen to send none.</summary>
public class ScriptedHarness : BackendHarness
{
    private ScriptedBackend? _backend;

    protected virtual ScriptedBackendOptions Options => new();

    public override Task<IStorageBackend> StartAsync(StorageServices services, CancellationToken cancellationToken)
    {
        _backend = new ScriptedBackend(Options, services);
        return Task.FromResult<IStorageBackend>(_backend);
    }

    public override Task<int> CountOpenUploadsAsync(CancellationToken cancellationToken) => Task.FromResult(_backend!.OpenUploads);

    public override int CountLeases() => _backend!.OpenHandles;

    public override long? CountRequests() => _backend!.Log.Calls.Count;

    public override ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return default;
    }
}
