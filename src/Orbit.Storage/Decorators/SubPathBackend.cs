using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Decorators;

/// <summary>Shows what is below a prefix as a backend of its own, whose root is the prefix. Nothing outside can be named.</summary>
internal sealed class SubPathBackend : DelegatingBackend
{
    private static readonly StorageFault RootIsADirectory = StorageFault.InvalidPath("the root is a directory; name an object below it.");
    private static readonly StorageFault RootStays = StorageFault.InvalidPath("the root itself cannot be deleted; Recursive = true empties it.");
    private readonly SubPathMap _map;

    public SubPathBackend(IStorageBackend inner, StoragePath prefix, bool leaveOpen)
        : base(inner, leaveOpen)
    {
        _map = new SubPathMap(prefix);
        Capabilities = inner.Capabilities.Below(prefix);
    }

    public override StorageCapabilities Capabilities { get; }

    public override Task<StorageEntry> StatAsync(StoragePath path, CancellationToken cancellationToken = default)
    {
        // A prefix is no entry of a flat store, and an object may have its name.
        return path.IsRoot && !Capabilities.RealDirectories
            ? Task.FromResult(new StorageEntry(StoragePath.Root, StorageEntryKind.Directory))
            : RunAsync(async () => _map.Out(await Inner.StatAsync(_map.In(path), cancellationToken).ConfigureAwait(false)));
    }

    public override async IAsyncEnumerable<StorageEntry> ListAsync(StoragePath path, ListOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ListOptions? mapped = options?.StartAfter is { } after ? options.StartingAfter(_map.In(after)) : options;
        IAsyncEnumerator<StorageEntry> entries = Inner.ListAsync(_map.In(path), mapped, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (entries.ConfigureAwait(false))
        {
            while (await RunAsync(() => entries.MoveNextAsync().AsTask()).ConfigureAwait(false))
            {
                yield return _map.Out(entries.Current);
            }
        }
    }

    public override Task<StorageContent> OpenReadAsync(StoragePath path, ReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        RefuseRoot(StorageOperation.Read, path);
        return RunAsync(async () =>
        {
            StorageContent content = await Inner.OpenReadAsync(_map.In(path), options, cancellationToken).ConfigureAwait(false);
            return new StorageContent(_map.Out(content.Entry), content.Span, new SubPathReader(content.Reader, _map), content.DisposeAsync);
        });
    }

    public override Task<IRangeSource> OpenRangesAsync(StoragePath path, ReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        RefuseRoot(StorageOperation.Read, path);
        return RunAsync<IRangeSource>(async () => new SubPathRangeSource(await Inner.OpenRangesAsync(_map.In(path), options, cancellationToken).ConfigureAwait(false), _map));
    }

    public override async Task<WriteResult> WriteAsync(StoragePath path, PipeReader source, WriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (path.IsRoot)
        {
            StorageException refusal = FailureTranslator.Refuse(this, StorageOperation.Write, path, RootIsADirectory);
            await source.CompleteAsync(refusal).ConfigureAwait(false);
            throw refusal;
        }

        WriteResult result = await RunAsync(() => Inner.WriteAsync(_map.In(path), source, options, cancellationToken)).ConfigureAwait(false);
        return result.At(path);
    }

    public override Task DeleteAsync(StoragePath path, DeleteOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (!path.IsRoot)
        {
            return RunAsync(() => Inner.DeleteAsync(_map.In(path), options, cancellationToken));
        }

        return options is { Recursive: true }
            ? RunAsync(() => EmptyAsync(options, cancellationToken))
            : throw FailureTranslator.Refuse(this, StorageOperation.Delete, path, RootStays);
    }

    public override async IAsyncEnumerable<DeleteResult> DeleteManyAsync(IAsyncEnumerable<StoragePath> paths, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        IAsyncEnumerator<StoragePath> source = paths.GetAsyncEnumerator(cancellationToken);
        await using (source.ConfigureAwait(false))
        {
            SubPathRun run = new(source, _map);
            await run.MoveNextAsync().ConfigureAwait(false);
            while (run.HasMore)
            {
                if (run.Current.IsRoot)
                {
                    yield return new DeleteResult(run.Current, FailureTranslator.Refuse(this, StorageOperation.Delete, run.Current, RootStays));
                    await run.MoveNextAsync().ConfigureAwait(false);
                    continue;
                }

                IAsyncEnumerator<DeleteResult> results = Inner.DeleteManyAsync(run.UpToRootAsync(cancellationToken), cancellationToken).GetAsyncEnumerator(cancellationToken);
                await using (results.ConfigureAwait(false))
                {
                    while (await RunAsync(() => results.MoveNextAsync().AsTask()).ConfigureAwait(false))
                    {
                        yield return _map.Out(results.Current);
                    }
                }
            }
        }
    }

    public override Task CreateDirectoryAsync(StoragePath path, CreateDirectoryOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(() => Inner.CreateDirectoryAsync(_map.In(path), options, cancellationToken));

    public override Task RenameAsync(StoragePath source, StoragePath destination, RenameOptions? options = null, CancellationToken cancellationToken = default)
    {
        RefuseRoot(StorageOperation.Rename, source);
        RefuseRoot(StorageOperation.Rename, destination);
        return RunAsync(() => Inner.RenameAsync(_map.In(source), _map.In(destination), options, cancellationToken));
    }

    public override Task CopyAsync(StoragePath source, StoragePath destination, CopyOptions? options = null, CancellationToken cancellationToken = default)
    {
        RefuseRoot(StorageOperation.Copy, source);
        RefuseRoot(StorageOperation.Copy, destination);
        return RunAsync(() => Inner.CopyAsync(_map.In(source), _map.In(destination), options, cancellationToken));
    }

    public override Task SetAttributesAsync(StoragePath path, StorageAttributes attributes, CancellationToken cancellationToken = default) =>
        RunAsync(() => Inner.SetAttributesAsync(_map.In(path), attributes, cancellationToken));

    public override Task<StorageAttributes> GetAttributesAsync(StoragePath path, CancellationToken cancellationToken = default) =>
        RunAsync(() => Inner.GetAttributesAsync(_map.In(path), cancellationToken));

    private void RefuseRoot(string operation, StoragePath path)
    {
        if (path.IsRoot)
        {
            throw FailureTranslator.Refuse(this, operation, path, RootIsADirectory);
        }
    }

    /// <summary>Child by child: deleting the prefix itself would take the directory along, or an object of a flat store that has its name and lies outside.</summary>
    private async Task EmptyAsync(DeleteOptions options, CancellationToken cancellationToken)
    {
        await foreach (StorageEntry entry in Inner.ListAsync(_map.Prefix, null, cancellationToken).ConfigureAwait(false))
        {
            await Inner.DeleteAsync(entry.Path, entry.Kind == StorageEntryKind.Directory ? options : null, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<TResult> RunAsync<TResult>(Func<Task<TResult>> call)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (StorageException failure)
        {
            throw _map.Out(failure);
        }
    }

    private async Task RunAsync(Func<Task> call)
    {
        try
        {
            await call().ConfigureAwait(false);
        }
        catch (StorageException failure)
        {
            throw _map.Out(failure);
        }
    }
}
