using System.Runtime.CompilerServices;
using Orbit.Storage.Listing;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Deleting;

/// <summary>Deletes a tree from its leaves up. Memory is places × depth × page, however many entries there are.</summary>
internal sealed class TreeDeletion : IDisposable
{
    private const int Places = 8;
    private const int LargestBatch = 1000;

    // What came while a directory was emptied, or was skipped by a listing that shrank under its reader, takes another pass.
    private const int Passes = 5;

    private readonly StorageBackend _backend;
    private readonly bool _isFlat;
    private readonly int _batchSize;
    private readonly ListOptions _options;
    private readonly Branches _branches;

    public TreeDeletion(StorageBackend backend, CancellationToken cancellationToken)
    {
        StorageCapabilities can = backend.Capabilities;
        _backend = backend;
        _isFlat = !can.RealDirectories;
        _batchSize = Math.Clamp(can.BulkDeleteLimit, 1, LargestBatch);
        _options = new ListOptions { Recursive = _isFlat && can.RecursiveListing };
        _branches = new Branches(Places, cancellationToken);
    }

    public void Dispose() => _branches.Dispose();

    public Task RunAsync(StoragePath top) => _branches.RunAsync(static (deletion, top) => deletion.DeleteTopAsync(top), this, top);

    private async Task DeleteTopAsync(StoragePath top)
    {
        if (_isFlat)
        {
            await EmptyAsync(top).ConfigureAwait(false);
        }

        if (!_isFlat && (top.IsRoot || await _backend.IsDirectoryAsync(top, _branches.Stop).ConfigureAwait(false)))
        {
            await DeleteDirectoryAsync(top).ConfigureAwait(false);
        }
        else if (!top.IsRoot)
        {
            await _backend.DeleteOneAsync(top, _branches.Stop).ConfigureAwait(false);
        }
    }

    private async Task DeleteDirectoryAsync(StoragePath directory)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            await Task.Yield();
        }

        for (int pass = 1; ; pass++)
        {
            bool wasEmpty = !await EmptyAsync(directory).ConfigureAwait(false);
            if (directory.IsRoot && (wasEmpty || pass == Passes))
            {
                return;
            }

            if (!directory.IsRoot && await TryDeleteEmptiedAsync(directory, isLastPass: pass == Passes).ConfigureAwait(false))
            {
                return;
            }
        }
    }

    private async Task<bool> TryDeleteEmptiedAsync(StoragePath directory, bool isLastPass)
    {
        try
        {
            await _backend.DeleteOneAsync(directory, _branches.Stop).ConfigureAwait(false);
            return true;
        }
        catch (StorageException full) when (full.Kind == StorageErrorKind.DirectoryNotEmpty && !isLastPass)
        {
            return false;
        }
    }

    /// <summary>Deletes what is below a directory or prefix.</summary>
    /// <returns>Whether anything was.</returns>
    private async Task<bool> EmptyAsync(StoragePath directory)
    {
        bool hasFound = false;
        BranchCount forked = new();
        PageCursor pages = new(new GuardedPageSource(_backend, StorageOperation.Delete, directory, _options), _branches.Stop);
        try
        {
            List<StoragePath> batch = [];
            while (await NextPageAsync(pages).ConfigureAwait(false) is { } page)
            {
                pages.FetchAhead();
                foreach (StorageEntry entry in page.Entries)
                {
                    // Whatever a source shows, nothing but what lies below goes.
                    if (entry.Path != directory && entry.Path.IsAtOrBelow(directory))
                    {
                        hasFound = true;
                        batch = await DeleteEntryAsync(entry, batch, forked).ConfigureAwait(false);
                    }
                }
            }

            if (batch.Count > 0)
            {
                await _backend.DeleteAllAsync(batch, _branches.Stop).ConfigureAwait(false);
            }
        }
        catch (Exception failure)
        {
            // At once, or the wait below would be for branches that do not know that they should stop.
            _branches.Fail(failure);
            throw;
        }
        finally
        {
            await pages.DisposeAsync().ConfigureAwait(false);
            await forked.WaitAsync().ConfigureAwait(false);
        }

        _branches.Stop.ThrowIfCancellationRequested();
        return hasFound;
    }

    /// <returns>The batch to go on with.</returns>
    private async ValueTask<List<StoragePath>> DeleteEntryAsync(StorageEntry entry, List<StoragePath> batch, BranchCount forked)
    {
        if (entry.Kind == StorageEntryKind.Directory && !_options.Recursive)
        {
            await _branches.ForkOrRunAsync(
                forked, static (deletion, path) => deletion._isFlat ? deletion.EmptyAsync(path) : deletion.DeleteDirectoryAsync(path), this, entry.Path).ConfigureAwait(false);
            return batch;
        }

        if (_batchSize == 1)
        {
            await _branches.ForkOrRunAsync(forked, static (deletion, path) => deletion._backend.DeleteOneAsync(path, deletion._branches.Stop), this, entry.Path).ConfigureAwait(false);
            return batch;
        }

        batch.Add(entry.Path);
        if (batch.Count < _batchSize)
        {
            return batch;
        }

        await _branches.ForkOrRunAsync(forked, static (deletion, full) => deletion._backend.DeleteAllAsync(full, deletion._branches.Stop), this, batch).ConfigureAwait(false);
        return [];
    }

    private static async ValueTask<ListPage?> NextPageAsync(PageCursor pages)
    {
        try
        {
            return await pages.NextAsync().ConfigureAwait(false);
        }
        catch (StorageException gone) when (gone.Kind is StorageErrorKind.NotFound or StorageErrorKind.NotADirectory)
        {
            return null;
        }
    }
}
