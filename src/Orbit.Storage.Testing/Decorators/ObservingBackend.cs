using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Orbit.Storage.Decorators;
using Orbit.Storage.Testing.Faults;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Testing.Decorators;

/// <summary>Lets every call on the interface pass an observer, which writes it down, delays it or lets it fail.</summary>
public abstract class ObservingBackend : DelegatingBackend
{
    private readonly CallObserver _observer;

    internal ObservingBackend(IStorageBackend inner, FaultPlan plan)
        : base(inner)
    {
        _observer = new CallObserver(Log, plan);
    }

    /// <summary>The calls that passed.</summary>
    public CallLog Log { get; } = new();

    internal TimeProvider Time => _observer.Time;

    /// <inheritdoc/>
    public override Task<StorageEntry> StatAsync(StoragePath path, CancellationToken cancellationToken = default) =>
        ObserveAsync(new ObservedCall(StorageCall.Stat, path), (_, token) => Inner.StatAsync(path, token), cancellationToken);

    /// <inheritdoc/>
    public override async IAsyncEnumerable<StorageEntry> ListAsync(
        StoragePath path, ListOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await ObserveAsync(new ObservedCall(StorageCall.List, path), static (_, _) => Task.FromResult(true), cancellationToken).ConfigureAwait(false);
        await foreach (StorageEntry entry in Inner.ListAsync(path, options, cancellationToken).ConfigureAwait(false))
        {
            yield return await ObserveAsync(new ObservedCall(StorageCall.ReadPage, entry.Path), (_, _) => Task.FromResult(entry), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public override Task<StorageContent> OpenReadAsync(StoragePath path, ReadOptions? options = null, CancellationToken cancellationToken = default) =>
        ObserveAsync(
            new ObservedCall(StorageCall.OpenRead, path),
            async (fault, token) => Wrap(await Inner.OpenReadAsync(path, options, token).ConfigureAwait(false), fault),
            cancellationToken);

    /// <inheritdoc/>
    public override Task<IRangeSource> OpenRangesAsync(StoragePath path, ReadOptions? options = null, CancellationToken cancellationToken = default) =>
        ObserveAsync<IRangeSource>(
            new ObservedCall(StorageCall.OpenRanges, path),
            async (_, token) => Wrap(await Inner.OpenRangesAsync(path, options, token).ConfigureAwait(false)),
            cancellationToken);

    /// <inheritdoc/>
    public override async Task<WriteResult> WriteAsync(StoragePath path, PipeReader source, WriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        try
        {
            return await ObserveAsync(
                new ObservedCall(StorageCall.Write, path), (fault, token) => Inner.WriteAsync(path, Wrap(source, fault), options, token), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            // A call that never reached the backend must release the producer as well.
            await source.CompleteAsync(failure).ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public override Task DeleteAsync(StoragePath path, DeleteOptions? options = null, CancellationToken cancellationToken = default) =>
        DoAsync(new ObservedCall(StorageCall.Delete, path), token => Inner.DeleteAsync(path, options, token), cancellationToken);

    /// <inheritdoc/>
    public override async IAsyncEnumerable<DeleteResult> DeleteManyAsync(
        IAsyncEnumerable<StoragePath> paths, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await ObserveAsync(new ObservedCall(StorageCall.DeleteMany, StoragePath.Root), static (_, _) => Task.FromResult(true), cancellationToken).ConfigureAwait(false);
        await foreach (DeleteResult result in Inner.DeleteManyAsync(paths, cancellationToken).ConfigureAwait(false))
        {
            yield return result;
        }
    }

    /// <inheritdoc/>
    public override Task CreateDirectoryAsync(StoragePath path, CreateDirectoryOptions? options = null, CancellationToken cancellationToken = default) =>
        DoAsync(new ObservedCall(StorageCall.CreateDirectory, path), token => Inner.CreateDirectoryAsync(path, options, token), cancellationToken);

    /// <inheritdoc/>
    public override Task RenameAsync(StoragePath source, StoragePath destination, RenameOptions? options = null, CancellationToken cancellationToken = default) =>
        DoAsync(
            new ObservedCall(StorageCall.Rename, source) { Destination = destination }, token => Inner.RenameAsync(source, destination, options, token), cancellationToken);

    /// <inheritdoc/>
    public override Task CopyAsync(StoragePath source, StoragePath destination, CopyOptions? options = null, CancellationToken cancellationToken = default) =>
        DoAsync(
            new ObservedCall(StorageCall.Copy, source) { Destination = destination }, token => Inner.CopyAsync(source, destination, options, token), cancellationToken);

    /// <inheritdoc/>
    public override Task SetAttributesAsync(StoragePath path, StorageAttributes attributes, CancellationToken cancellationToken = default) =>
        DoAsync(new ObservedCall(StorageCall.SetAttributes, path), token => Inner.SetAttributesAsync(path, attributes, token), cancellationToken);

    /// <inheritdoc/>
    public override Task<StorageAttributes> GetAttributesAsync(StoragePath path, CancellationToken cancellationToken = default) =>
        ObserveAsync(new ObservedCall(StorageCall.GetAttributes, path), (_, token) => Inner.GetAttributesAsync(path, token), cancellationToken);

    internal Task<TResult> ObserveAsync<TResult>(ObservedCall call, Func<Fault?, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken) =>
        _observer.RunAsync(call, work, cancellationToken);

    internal virtual StorageContent Wrap(StorageContent content, Fault? fault) => content;

    internal virtual IRangeSource Wrap(IRangeSource source) => source;

    internal virtual PipeReader Wrap(PipeReader source, Fault? fault) => source;

    private Task DoAsync(ObservedCall call, Func<CancellationToken, Task> work, CancellationToken cancellationToken) => _observer.RunAsync(call, work, cancellationToken);
}
