using Orbit.Storage.Memory;

namespace Orbit.Storage.Testing.Tests.Kit;

/// <summary>A sound backend behind one that breaks a promise.</summary>
public sealed class SabotagedHarness<TSabotage> : BackendHarness
    where TSabotage : Sabotage, new()
{
    public override Task<IStorageBackend> StartAsync(StorageServices services, CancellationToken cancellationToken) =>
        Task.FromResult(new TSabotage().Wrap(new MemoryBackend(null, services), services));

    public override ValueTask DisposeAsync() => default;
}
