using Orbit.Storage.Testing;

namespace Orbit.Storage.Conformance.Tests.Decorators;

/// <summary>The backend of another harness, seen through a decorator.</summary>
public abstract class DecoratedHarness<THarness> : BackendHarness
    where THarness : BackendHarness, new()
{
    private readonly THarness _inner = new();

    public override long PartSize => _inner.PartSize;

    public override long WholeSize => _inner.WholeSize;

    public override async Task<IStorageBackend> StartAsync(StorageServices services, CancellationToken cancellationToken) =>
        await DecorateAsync(await _inner.StartAsync(services, cancellationToken));

    public override Task<int> CountOpenUploadsAsync(CancellationToken cancellationToken) => _inner.CountOpenUploadsAsync(cancellationToken);

    public override int CountLeases() => _inner.CountLeases();

    public override long? CountRequests() => _inner.CountRequests();

    public override ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _inner.DisposeAsync();
    }

    protected abstract Task<IStorageBackend> DecorateAsync(IStorageBackend backend);
}
