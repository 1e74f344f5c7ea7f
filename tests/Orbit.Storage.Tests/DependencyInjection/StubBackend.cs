using Orbit.Storage.Transport;

namespace Orbit.Storage.Tests.DependencyInjection;

/// <summary>A backend that answers for its root alone, and counts how often it is closed.</summary>
internal sealed class StubBackend(StubBackendOptions options, StorageServices services) : StorageBackend(options, services)
{
    public StubBackendOptions Options { get; } = options;

    public StorageServices Shared => Services;

    public int Closed { get; private set; }

    public Func<CancellationToken, Task<StorageEntry>> Stat { get; set; } = _ => Task.FromResult(new StorageEntry(StoragePath.Root, StorageEntryKind.Directory));

    public Func<ValueTask> Close { get; set; } = () => default;

    public override string Name => "stub";

    public override StorageCapabilities Capabilities { get; } = new();

    protected override TransferOptions DefaultTransfer { get; } = new() { PartSize = 1024, Concurrency = 1, WindowSize = 1024 };

    protected internal override StorageFault? Classify(Exception failure) => null;

    protected override Task<StorageEntry> StatCoreAsync(StoragePath path, CancellationToken cancellationToken) => Stat(cancellationToken);

    protected override IPageSource OpenPagesCore(StoragePath path, ListOptions options) => throw new NotSupportedException();

    protected override Task<IRangeSource> OpenRangesCoreAsync(StoragePath path, ReadOptions options, CancellationToken cancellationToken) => throw new NotSupportedException();

    protected override Task<IPartSink> OpenSinkCoreAsync(WriteRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    protected override Task DeleteCoreAsync(StoragePath path, DeleteOptions options, CancellationToken cancellationToken) => throw new NotSupportedException();

    protected override Task CreateDirectoryCoreAsync(StoragePath path, CreateDirectoryOptions options, CancellationToken cancellationToken) => throw new NotSupportedException();

    protected override Task RenameCoreAsync(StoragePath source, StoragePath destination, RenameOptions options, CancellationToken cancellationToken) => throw new NotSupportedException();

    protected override Task SetAttributesCoreAsync(StoragePath path, StorageAttributes attributes, CancellationToken cancellationToken) => throw new NotSupportedException();

    protected override Task<StorageAttributes> GetAttributesCoreAsync(StoragePath path, CancellationToken cancellationToken) => throw new NotSupportedException();

    protected override async ValueTask DisposeCoreAsync()
    {
        Closed++;
        await Close();
        await base.DisposeCoreAsync();
    }
}
