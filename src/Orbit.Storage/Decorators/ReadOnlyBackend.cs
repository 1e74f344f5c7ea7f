using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Orbit.Storage.Decorators;

/// <summary>Lets reads through and refuses every change, before any I/O.</summary>
internal sealed class ReadOnlyBackend(IStorageBackend inner, bool leaveOpen) : DelegatingBackend(inner, leaveOpen)
{
    private static readonly StorageFault ReadOnly = StorageFault.Unsupported("this view of the backend is read-only; change the store through a backend that is not.");

    public override async Task<WriteResult> WriteAsync(StoragePath path, PipeReader source, WriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        StorageException refusal = Refusal(StorageOperation.Write, path);
        await source.CompleteAsync(refusal).ConfigureAwait(false);
        throw refusal;
    }

    public override Task DeleteAsync(StoragePath path, DeleteOptions? options = null, CancellationToken cancellationToken = default) => throw Refusal(StorageOperation.Delete, path);

    public override async IAsyncEnumerable<DeleteResult> DeleteManyAsync(IAsyncEnumerable<StoragePath> paths, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        await foreach (StoragePath path in paths.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            yield return new DeleteResult(path, Refusal(StorageOperation.Delete, path));
        }
    }

    public override Task CreateDirectoryAsync(StoragePath path, CreateDirectoryOptions? options = null, CancellationToken cancellationToken = default) =>
        throw Refusal(StorageOperation.CreateDirectory, path);

    public override Task RenameAsync(StoragePath source, StoragePath destination, RenameOptions? options = null, CancellationToken cancellationToken = default) =>
        throw Refusal(StorageOperation.Rename, source);

    public override Task CopyAsync(StoragePath source, StoragePath destination, CopyOptions? options = null, CancellationToken cancellationToken = default) =>
        throw Refusal(StorageOperation.Copy, destination);

    public override Task SetAttributesAsync(StoragePath path, StorageAttributes attributes, CancellationToken cancellationToken = default) =>
        throw Refusal(StorageOperation.SetAttributes, path);

    private StorageException Refusal(string operation, StoragePath path) => FailureTranslator.Refuse(this, operation, path, ReadOnly);
}
