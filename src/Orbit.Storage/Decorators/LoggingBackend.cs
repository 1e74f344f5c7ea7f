using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Decorators;

/// <summary>Writes each call into a log when it has ended: what it was, how long it took, what it moved or why it failed.</summary>
internal sealed class LoggingBackend(IStorageBackend inner, ILogger logger, LogLevel level, bool leaveOpen) : DelegatingBackend(inner, leaveOpen)
{
    private readonly CallJournal _calls = new(inner.Name, logger, level);

    public override Task<StorageEntry> StatAsync(StoragePath path, CancellationToken cancellationToken = default) =>
        _calls.RunAsync(StorageOperation.Stat, path, () => Inner.StatAsync(path, cancellationToken));

    public override IAsyncEnumerable<StorageEntry> ListAsync(StoragePath path, ListOptions? options = null, CancellationToken cancellationToken = default) =>
        _calls.EnumerateAsync(StorageOperation.List, path, Inner.ListAsync(path, options, cancellationToken), cancellationToken);

    public override async Task<StorageContent> OpenReadAsync(StoragePath path, ReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        StorageContent content = await _calls.RunAsync(StorageOperation.Read, path, () => Inner.OpenReadAsync(path, options, cancellationToken)).ConfigureAwait(false);
        CallClock clock = CallJournal.Start();
        return new StorageContent(content.Entry, content.Span, content.Reader, async () =>
        {
            await content.DisposeAsync().ConfigureAwait(false);
            _calls.Moved("reading", path, content.Span.Length, clock);
        });
    }

    public override Task<IRangeSource> OpenRangesAsync(StoragePath path, ReadOptions? options = null, CancellationToken cancellationToken = default) =>
        _calls.RunAsync(StorageOperation.Read, path, () => Inner.OpenRangesAsync(path, options, cancellationToken));

    public override async Task<WriteResult> WriteAsync(StoragePath path, PipeReader source, WriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        CallClock clock = CallJournal.Start();
        WriteResult result = await _calls.WatchAsync(StorageOperation.Write, path, clock, () => Inner.WriteAsync(path, source, options, cancellationToken)).ConfigureAwait(false);
        _calls.Moved("write", path, result.Size, clock);
        return result;
    }

    public override Task DeleteAsync(StoragePath path, DeleteOptions? options = null, CancellationToken cancellationToken = default) =>
        _calls.RunAsync(StorageOperation.Delete, path, () => Inner.DeleteAsync(path, options, cancellationToken));

    public override async IAsyncEnumerable<DeleteResult> DeleteManyAsync(IAsyncEnumerable<StoragePath> paths, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        IAsyncEnumerable<DeleteResult> results = Inner.DeleteManyAsync(paths, cancellationToken);
        await foreach (DeleteResult result in _calls.EnumerateAsync(StorageOperation.Delete, StoragePath.Root, results, cancellationToken).ConfigureAwait(false))
        {
            if (result.Error is { } error)
            {
                _calls.Failed(StorageOperation.Delete, result.Path, error, CallJournal.Start());
            }

            yield return result;
        }
    }

    public override Task CreateDirectoryAsync(StoragePath path, CreateDirectoryOptions? options = null, CancellationToken cancellationToken = default) =>
        _calls.RunAsync(StorageOperation.CreateDirectory, path, () => Inner.CreateDirectoryAsync(path, options, cancellationToken));

    public override Task RenameAsync(StoragePath source, StoragePath destination, RenameOptions? options = null, CancellationToken cancellationToken = default) =>
        _calls.RunAsync(StorageOperation.Rename, source, () => Inner.RenameAsync(source, destination, options, cancellationToken), destination);

    public override Task CopyAsync(StoragePath source, StoragePath destination, CopyOptions? options = null, CancellationToken cancellationToken = default) =>
        _calls.RunAsync(StorageOperation.Copy, source, () => Inner.CopyAsync(source, destination, options, cancellationToken), destination);

    public override Task SetAttributesAsync(StoragePath path, StorageAttributes attributes, CancellationToken cancellationToken = default) =>
        _calls.RunAsync(StorageOperation.SetAttributes, path, () => Inner.SetAttributesAsync(path, attributes, cancellationToken));

    public override Task<StorageAttributes> GetAttributesAsync(StoragePath path, CancellationToken cancellationToken = default) =>
        _calls.RunAsync(StorageOperation.GetAttributes, path, () => Inner.GetAttributesAsync(path, cancellationToken));
}
