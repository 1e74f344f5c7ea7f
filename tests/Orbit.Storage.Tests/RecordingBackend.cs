using Orbit.Storage.Transport;

namespace Orbit.Storage.Tests;

/// <summary>A store without any: it notes which member of its author's contract was reached, and fails there.</summary>
internal sealed class RecordingBackend(StorageCapabilities capabilities, StorageBackendOptions? options = null, StorageServices? services = null)
    : StorageBackend(options ?? new RecordingOptions(), services ?? StorageServices.Default)
{
    public List<string> Calls { get; } = [];

    /// <summary>What a call fails with.</summary>
    public Func<CancellationToken, Task> OnCall { get; set; } = _ => throw new ReachedException();

    /// <summary>What the backend makes of a failure.</summary>
    public Func<Exception, StorageFault?> OnClassify { get; set; } = _ => null;

    public override string Name => "recording";

    public override StorageCapabilities Capabilities { get; } = capabilities;

    protected override TransferOptions DefaultTransfer { get; } = new() { PartSize = 1024, Concurrency = 1, WindowSize = 2048 };

    protected internal override StorageFault? Classify(Exception failure) => OnClassify(failure);

    protected override Task<StorageEntry> StatCoreAsync(StoragePath path, CancellationToken cancellationToken) =>
        ReachAsync<StorageEntry>("stat", path, cancellationToken);

    protected override IPageSource OpenPagesCore(StoragePath path, ListOptions options)
    {
        Calls.Add($"list {path}");
        throw new ReachedException();
    }

    protected override Task<IRangeSource> OpenRangesCoreAsync(StoragePath path, ReadOptions options, CancellationToken cancellationToken) =>
        ReachAsync<IRangeSource>("read", path, cancellationToken);

    protected override Task<IPartSink> OpenSinkCoreAsync(WriteRequest request, CancellationToken cancellationToken) =>
        ReachAsync<IPartSink>("write", request.Path, cancellationToken);

    protected override Task DeleteCoreAsync(StoragePath path, DeleteOptions options, CancellationToken cancellationToken) =>
        ReachAsync<bool>("delete", path, cancellationToken);

    protected override Task DeleteTreeCoreAsync(StoragePath path, CancellationToken cancellationToken) =>
        ReachAsync<bool>("delete tree", path, cancellationToken);

    protected override Task CreateDirectoryCoreAsync(StoragePath path, CreateDirectoryOptions options, CancellationToken cancellationToken) =>
        ReachAsync<bool>("create directory", path, cancellationToken);

    protected override Task RenameCoreAsync(StoragePath source, StoragePath destination, RenameOptions options, CancellationToken cancellationToken) =>
        ReachAsync<bool>("rename", source, cancellationToken);

    protected override Task CopyCoreAsync(StoragePath source, StoragePath destination, CopyOptions options, CancellationToken cancellationToken) =>
        ReachAsync<bool>("copy", source, cancellationToken);

    protected override Task SetAttributesCoreAsync(StoragePath path, StorageAttributes attributes, CancellationToken cancellationToken) =>
        ReachAsync<bool>("set attributes", path, cancellationToken);

    protected override Task<StorageAttributes> GetAttributesCoreAsync(StoragePath path, CancellationToken cancellationToken) =>
        ReachAsync<StorageAttributes>("get attributes", path, cancellationToken);

    private async Task<T> ReachAsync<T>(string member, StoragePath path, CancellationToken cancellationToken)
    {
        Calls.Add($"{member} {path}");
        await OnCall(cancellationToken);
        return default!;
    }

    private sealed class RecordingOptions : StorageBackendOptions;
}
