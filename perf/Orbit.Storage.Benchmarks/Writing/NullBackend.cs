using Orbit.Storage.Resilience;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Benchmarks.Writing;

/// <summary>A store that takes everything at once and keeps nothing.</summary>
internal sealed class NullBackend(StorageCapabilities capabilities, TransferMemory memory)
    : StorageBackend(new NullBackendOptions(), new StorageServices { Memory = memory })
{
    public override string Name => "null";

    public override StorageCapabilities Capabilities => capabilities;

    protected override TransferOptions DefaultTransfer { get; } = new() { PartSize = 8 << 20, Concurrency = 4, WindowSize = 64 << 20 };

    protected internal override StorageFault? Classify(Exception failure) => null;

    protected override Task<IPartSink> OpenSinkCoreAsync(WriteRequest request, CancellationToken cancellationToken) => Task.FromResult<IPartSink>(new NullSink());

    protected override Task<StorageEntry> StatCoreAsync(StoragePath path, CancellationToken cancellationToken) => throw new NotSupportedException();

    protected override IPageSource OpenPagesCore(StoragePath path, ListOptions options) => throw new NotSupportedException();

    protected override Task<IRangeSource> OpenRangesCoreAsync(StoragePath path, ReadOptions options, CancellationToken cancellationToken) => throw new NotSupportedException();

    protected override Task DeleteCoreAsync(StoragePath path, DeleteOptions options, CancellationToken cancellationToken) => throw new NotSupportedException();

    protected override Task CreateDirectoryCoreAsync(StoragePath path, CreateDirectoryOptions options, CancellationToken cancellationToken) => throw new NotSupportedException();

    protected override Task RenameCoreAsync(StoragePath source, StoragePath destination, RenameOptions options, CancellationToken cancellationToken) => throw new NotSupportedException();

    protected override Task SetAttributesCoreAsync(StoragePath path, StorageAttributes attributes, CancellationToken cancellationToken) => throw new NotSupportedException();

    protected override Task<StorageAttributes> GetAttributesCoreAsync(StoragePath path, CancellationToken cancellationToken) => throw new NotSupportedException();

    private sealed class NullBackendOptions : StorageBackendOptions;
}
