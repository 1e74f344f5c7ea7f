using System.IO.Pipelines;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Decorators;

/// <summary>
/// The base of a decorator: forwards every member to the backend that it wraps. Override what the decorator changes; <c>DecoratorAssert</c> of the
/// package Orbit.Storage.Testing proves that it still forwards all.
/// </summary>
/// <remarks>What a backend offers beyond the contract (sweeping, versions, presigned addresses) is not seen through a decorator: ask the backend itself.</remarks>
public abstract class DelegatingBackend : IStorageBackend
{
    private readonly bool _leaveOpen;

    /// <summary>Wraps a backend.</summary>
    /// <param name="inner">The backend.</param>
    /// <param name="leaveOpen">Whether the backend stays open when the decorator is disposed. Default: false, it is disposed with it.</param>
    protected DelegatingBackend(IStorageBackend inner, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(inner);
        Inner = inner;
        _leaveOpen = leaveOpen;
    }

    /// <inheritdoc/>
    public virtual string Name => Inner.Name;

    /// <inheritdoc/>
    public virtual StorageCapabilities Capabilities => Inner.Capabilities;

    /// <summary>The backend that is wrapped.</summary>
    protected IStorageBackend Inner { get; }

    /// <inheritdoc/>
    public virtual Task<StorageEntry> StatAsync(StoragePath path, CancellationToken cancellationToken = default) => Inner.StatAsync(path, cancellationToken);

    /// <inheritdoc/>
    public virtual IAsyncEnumerable<StorageEntry> ListAsync(StoragePath path, ListOptions? options = null, CancellationToken cancellationToken = default) =>
        Inner.ListAsync(path, options, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<StorageContent> OpenReadAsync(StoragePath path, ReadOptions? options = null, CancellationToken cancellationToken = default) =>
        Inner.OpenReadAsync(path, options, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<IRangeSource> OpenRangesAsync(StoragePath path, ReadOptions? options = null, CancellationToken cancellationToken = default) =>
        Inner.OpenRangesAsync(path, options, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<WriteResult> WriteAsync(StoragePath path, PipeReader source, WriteOptions? options = null, CancellationToken cancellationToken = default) =>
        Inner.WriteAsync(path, source, options, cancellationToken);

    /// <inheritdoc/>
    public virtual Task DeleteAsync(StoragePath path, DeleteOptions? options = null, CancellationToken cancellationToken = default) =>
        Inner.DeleteAsync(path, options, cancellationToken);

    /// <inheritdoc/>
    public virtual IAsyncEnumerable<DeleteResult> DeleteManyAsync(IAsyncEnumerable<StoragePath> paths, CancellationToken cancellationToken = default) =>
        Inner.DeleteManyAsync(paths, cancellationToken);

    /// <inheritdoc/>
    public virtual Task CreateDirectoryAsync(StoragePath path, CreateDirectoryOptions? options = null, CancellationToken cancellationToken = default) =>
        Inner.CreateDirectoryAsync(path, options, cancellationToken);

    /// <inheritdoc/>
    public virtual Task RenameAsync(StoragePath source, StoragePath destination, RenameOptions? options = null, CancellationToken cancellationToken = default) =>
        Inner.RenameAsync(source, destination, options, cancellationToken);

    /// <inheritdoc/>
    public virtual Task CopyAsync(StoragePath source, StoragePath destination, CopyOptions? options = null, CancellationToken cancellationToken = default) =>
        Inner.CopyAsync(source, destination, options, cancellationToken);

    /// <inheritdoc/>
    public virtual Task SetAttributesAsync(StoragePath path, StorageAttributes attributes, CancellationToken cancellationToken = default) =>
        Inner.SetAttributesAsync(path, attributes, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<StorageAttributes> GetAttributesAsync(StoragePath path, CancellationToken cancellationToken = default) =>
        Inner.GetAttributesAsync(path, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _leaveOpen ? default : Inner.DisposeAsync();
    }
}
