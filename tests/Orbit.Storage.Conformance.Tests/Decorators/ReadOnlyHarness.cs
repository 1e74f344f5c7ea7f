using Orbit.Storage.Conformance.Tests.Memory;
using Orbit.Storage.Decorators;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Conformance.Tests.Decorators;

/// <summary>Reads through the view, and changes the store behind it, which the view itself would refuse.</summary>
public sealed class ReadOnlyHarness : DecoratedHarness<FlatMemoryHarness>
{
    protected override Task<IStorageBackend> DecorateAsync(IStorageBackend backend) => Task.FromResult<IStorageBackend>(new ReadsThroughTheView(backend));

    private sealed class ReadsThroughTheView(IStorageBackend backend) : DelegatingBackend(backend)
    {
        private readonly IStorageBackend _view = backend.AsReadOnly(leaveOpen: true);

        public override string Name => _view.Name;

        public override StorageCapabilities Capabilities => _view.Capabilities;

        public override Task<StorageEntry> StatAsync(StoragePath path, CancellationToken cancellationToken = default) => _view.StatAsync(path, cancellationToken);

        public override IAsyncEnumerable<StorageEntry> ListAsync(StoragePath path, ListOptions? options = null, CancellationToken cancellationToken = default) =>
            _view.ListAsync(path, options, cancellationToken);

        public override Task<StorageContent> OpenReadAsync(StoragePath path, ReadOptions? options = null, CancellationToken cancellationToken = default) =>
            _view.OpenReadAsync(path, options, cancellationToken);

        public override Task<IRangeSource> OpenRangesAsync(StoragePath path, ReadOptions? options = null, CancellationToken cancellationToken = default) =>
            _view.OpenRangesAsync(path, options, cancellationToken);

        public override Task<StorageAttributes> GetAttributesAsync(StoragePath path, CancellationToken cancellationToken = default) =>
            _view.GetAttributesAsync(path, cancellationToken);
    }
}
