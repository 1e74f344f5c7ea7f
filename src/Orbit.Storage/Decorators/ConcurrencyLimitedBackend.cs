using System.IO.Pipelines;
using System.Threading.RateLimiting;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Decorators;

/// <summary>
/// Lets a limited number of calls be under way. Those that read and those that change have a limit each, since a copy reads while it writes and would wait for
/// itself otherwise.
/// </summary>
internal sealed class ConcurrencyLimitedBackend(IStorageBackend inner, int limit, bool leaveOpen) : DelegatingBackend(inner, leaveOpen)
{
    private readonly CallLimit _reads = new(limit);
    private readonly CallLimit _changes = new(limit);

    public override Task<StorageEntry> StatAsync(StoragePath path, CancellationToken cancellationToken = default) =>
        _reads.RunAsync(() => Inner.StatAsync(path, cancellationToken), cancellationToken);

    public override IAsyncEnumerable<StorageEntry> ListAsync(StoragePath path, ListOptions? options = null, CancellationToken cancellationToken = default) =>
        _reads.EnumerateAsync(Inner.ListAsync(path, options, cancellationToken), cancellationToken);

    public override async Task<StorageContent> OpenReadAsync(StoragePath path, ReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        RateLimitLease lease = await _reads.EnterAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            StorageContent content = await Inner.OpenReadAsync(path, options, cancellationToken).ConfigureAwait(false);
            return new StorageContent(content.Entry, content.Span, content.Reader, () => EndAsync(content, lease));
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }

    public override async Task<IRangeSource> OpenRangesAsync(StoragePath path, ReadOptions? options = null, CancellationToken cancellationToken = default) =>
        new LimitedRangeSource(await _reads.RunAsync(() => Inner.OpenRangesAsync(path, options, cancellationToken), cancellationToken).ConfigureAwait(false), _reads, limit);

    public override async Task<WriteResult> WriteAsync(StoragePath path, PipeReader source, WriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        RateLimitLease lease;
        try
        {
            lease = await _changes.EnterAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            // The producer is released also where the write never began.
            await source.CompleteAsync(failure).ConfigureAwait(false);
            throw;
        }

        using (lease)
        {
            return await Inner.WriteAsync(path, source, options, cancellationToken).ConfigureAwait(false);
        }
    }

    public override Task DeleteAsync(StoragePath path, DeleteOptions? options = null, CancellationToken cancellationToken = default) =>
        _changes.RunAsync(() => Inner.DeleteAsync(path, options, cancellationToken), cancellationToken);

    public override IAsyncEnumerable<DeleteResult> DeleteManyAsync(IAsyncEnumerable<StoragePath> paths, CancellationToken cancellationToken = default) =>
        _changes.EnumerateAsync(Inner.DeleteManyAsync(paths, cancellationToken), cancellationToken);

    public override Task CreateDirectoryAsync(StoragePath path, CreateDirectoryOptions? options = null, CancellationToken cancellationToken = default) =>
        _changes.RunAsync(() => Inner.CreateDirectoryAsync(path, options, cancellationToken), cancellationToken);

    public override Task RenameAsync(StoragePath source, StoragePath destination, RenameOptions? options = null, CancellationToken cancellationToken = default) =>
        _changes.RunAsync(() => Inner.RenameAsync(source, destination, options, cancellationToken), cancellationToken);

    public override Task CopyAsync(StoragePath source, StoragePath destination, CopyOptions? options = null, CancellationToken cancellationToken = default) =>
        _changes.RunAsync(() => Inner.CopyAsync(source, destination, options, cancellationToken), cancellationToken);

    public override Task SetAttributesAsync(StoragePath path, StorageAttributes attributes, CancellationToken cancellationToken = default) =>
        _changes.RunAsync(() => Inner.SetAttributesAsync(path, attributes, cancellationToken), cancellationToken);

    public override Task<StorageAttributes> GetAttributesAsync(StoragePath path, CancellationToken cancellationToken = default) =>
        _reads.RunAsync(() => Inner.GetAttributesAsync(path, cancellationToken), cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync().ConfigureAwait(false);
        _reads.Dispose();
        _changes.Dispose();
    }

    private static async ValueTask EndAsync(StorageContent content, RateLimitLease lease)
    {
        using (lease)
        {
            await content.DisposeAsync().ConfigureAwait(false);
        }
    }
}
