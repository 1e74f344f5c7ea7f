using Orbit.Storage.Transport;

namespace Orbit.Storage.Tests.Writing;

/// <summary>A backend that can only write, into sinks that a test makes.</summary>
internal sealed class StubBackend(StorageCapabilities capabilities, StorageServices services, StorageBackendOptions options, Func<WriteRequest, IPartSink> open)
    : StorageBackend(options, services)
{
    public const int PartSize = 64 * 1024;

    public Func<StoragePath, StorageEntry>? Stat { get; set; }

    public override string Name => "stub";

    public override StorageCapabilities Capabilities => capabilities;

    protected override TransferOptions DefaultTransfer { get; } = new() { PartSize = PartSize, Concurrency = 4, WindowSize = 1 << 20 };

    protected internal override StorageFault? Classify(Exception failure) => failure switch
    {
        TransportException { IsTransient: true } => new StorageFault(StorageErrorKind.Network, failure.Message),
        TransportException => new StorageFault(StorageErrorKind.PermissionDenied, failure.Message),
        _ => null,
    };

    protected override Task<IPartSink> OpenSinkCoreAsync(WriteRequest request, CancellationToken cancellationToken) => Task.FromResult(open(request));

    protected override Task<StorageEntry> StatCoreAsync(StoragePath path, CancellationToken cancellationToken) =>
        Task.FromResult(Stat?.Invoke(path) ?? throw new StorageException(StorageErrorKind.NotFound, "there is no such object."));

    protected override IPageSource OpenPagesCore(StoragePath path, ListOptions options) => throw new NotSupportedException();

    protected override Task<IRangeSource> OpenRangesCoreAsync(StoragePath path, ReadOptions options, CancellationToken cancellationToken) => throw new NotSupportedException();

    protected override Task DeleteCoreAsync(StoragePath path, DeleteOptions options, CancellationToken cancellationToken) => throw new NotSupportedException();

    protected override Task CreateDirectoryCoreAsync(StoragePath path, CreateDirectoryOptions options, CancellationToken cancellationToken) => throw new NotSupportedException();

    protected override Task RenameCoreAsync(StoragePath source, StoragePath destination, RenameOptions options, CancellationToken cancellationToken) => throw new NotSupportedException();

    protected override Task SetAttributesCoreAsync(StoragePath path, StorageAttributes attributes, CancellationToken cancellationToken) => throw new NotSupportedException();

    protected override Task<StorageAttributes> GetAttributesCoreAsync(StoragePath path, CancellationToken cancellationToken) => throw new NotSupportedException();
}
