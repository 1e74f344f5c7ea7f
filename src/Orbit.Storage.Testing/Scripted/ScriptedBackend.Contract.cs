using Orbit.Storage.Testing.Faults;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Testing.Scripted;

// What the engine calls.
public sealed partial class ScriptedBackend
{
    /// <inheritdoc/>
    protected override StorageFault? Classify(Exception failure) => null;

    /// <inheritdoc/>
    protected override Task<StorageEntry> StatCoreAsync(StoragePath path, CancellationToken cancellationToken) =>
        CallAsync(
            new ObservedCall(StorageCall.Stat, path),
            (_, _) => Task.FromResult(path.IsRoot ? new StorageEntry(path, StorageEntryKind.Directory) : Store.Get(path).Entry),
            cancellationToken);

    /// <inheritdoc/>
    protected override IPageSource OpenPagesCore(StoragePath path, ListOptions options)
    {
        CountHandle(1);
        return new ScriptedPageSource(this, path, options);
    }

    /// <inheritdoc/>
    protected override Task<IRangeSource> OpenRangesCoreAsync(StoragePath path, ReadOptions options, CancellationToken cancellationToken) =>
        CallAsync<IRangeSource>(
            new ObservedCall(StorageCall.OpenRanges, path),
            (_, _) =>
            {
                ScriptedObject stored = Store.Get(path);
                ScriptedConditions.Check(stored.Entry, options);
                CountHandle(1);
                return Task.FromResult<IRangeSource>(new ScriptedRangeSource(this, stored));
            },
            cancellationToken);

    /// <inheritdoc/>
    protected override Task<IPartSink> OpenSinkCoreAsync(WriteRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return CallAsync<IPartSink>(
            new ObservedCall(StorageCall.OpenSink, request.Path),
            (_, _) =>
            {
                CountHandle(1);
                return Task.FromResult<IPartSink>(new ScriptedPartSink(this, request));
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    protected override Task DeleteCoreAsync(StoragePath path, DeleteOptions options, CancellationToken cancellationToken) =>
        DoAsync(new ObservedCall(StorageCall.Delete, path), () => Store.Remove(path), cancellationToken);

    /// <inheritdoc/>
    protected override Task<IReadOnlyList<StorageFault?>> DeleteBatchCoreAsync(IReadOnlyList<StoragePath> paths, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(paths);
        return CallAsync<IReadOnlyList<StorageFault?>>(
            new ObservedCall(StorageCall.DeleteMany, paths[0]) { Count = paths.Count },
            (_, _) =>
            {
                foreach (StoragePath path in paths)
                {
                    Store.Remove(path);
                }

                return Task.FromResult<IReadOnlyList<StorageFault?>>(new StorageFault?[paths.Count]);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    protected override Task CreateDirectoryCoreAsync(StoragePath path, CreateDirectoryOptions options, CancellationToken cancellationToken) =>
        DoAsync(new ObservedCall(StorageCall.CreateDirectory, path), static () => { }, cancellationToken);

    /// <inheritdoc/>
    protected override Task RenameCoreAsync(StoragePath source, StoragePath destination, RenameOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        return DoAsync(
            new ObservedCall(StorageCall.Rename, source) { Destination = destination },
            () => Store.Copy(source, destination, options.Overwrite, removesSource: true),
            cancellationToken);
    }

    /// <inheritdoc/>
    protected override Task CopyCoreAsync(StoragePath source, StoragePath destination, CopyOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        return !Capabilities.ServerSideCopy
            ? base.CopyCoreAsync(source, destination, options, cancellationToken)
            : DoAsync(
                new ObservedCall(StorageCall.Copy, source) { Destination = destination },
                () => Store.Copy(source, destination, options.Overwrite, removesSource: false),
                cancellationToken);
    }

    /// <inheritdoc/>
    protected override Task SetAttributesCoreAsync(StoragePath path, StorageAttributes attributes, CancellationToken cancellationToken) =>
        throw new StorageException(StorageFault.Unsupported("a scripted backend describes objects when they are written, and not later."), null);

    /// <inheritdoc/>
    protected override Task<StorageAttributes> GetAttributesCoreAsync(StoragePath path, CancellationToken cancellationToken) =>
        CallAsync(
            new ObservedCall(StorageCall.GetAttributes, path),
            (_, _) =>
            {
                StorageEntry entry = Store.Get(path).Entry;
                return Task.FromResult(new StorageAttributes { LastModified = entry.LastModified, ContentType = entry.ContentType, Metadata = entry.Metadata });
            },
            cancellationToken);

    private Task<bool> DoAsync(ObservedCall call, Action step, CancellationToken cancellationToken) =>
        CallAsync(
            call,
            (_, _) =>
            {
                step();
                return Task.FromResult(true);
            },
            cancellationToken);
}
