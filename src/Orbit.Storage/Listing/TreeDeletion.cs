using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Listing;

/// <summary>
/// Deletes a tree from its leaves up. A few branches run at once: whoever finds work forks it while a place is free and does it itself when not,
/// so that nobody waits for a place, and memory is places × depth × page, however many entries there are.
/// </summary>
internal sealed class TreeDeletion
{
    private const int Places = 8;
    private const int LargestBatch = 1000;

    // What came while a directory was emptied, or was skipped by a listing that shrank under its reader, takes another pass.
    private const int Passes = 5;

    private readonly StorageBackend _backend;
    private readonly bool _isFlat;
    private readonly int _batchSize;
    private readonly ListOptions _options;
    private readonly CancellationTokenSource _stop;
    private readonly CancellationToken _caller;
    private ExceptionDispatchInfo? _firstFailure;
    private int _freePlaces = Places - 1;

    public TreeDeletion(StorageBackend backend, CancellationToken cancellationToken)
    {
        StorageCapabilities can = backend.Capabilities;
        _backend = backend;
        _isFlat = !can.RealDirectories;
        _batchSize = Math.Clamp(can.BulkDeleteLimit, 1, LargestBatch);
        _options = new ListOptions { Recursive = _isFlat && can.RecursiveListing };
        _caller = cancellationToken;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    }

    public async Task RunAsync(StoragePath top)
    {
        using (_stop)
        {
            await RecordFailureAsync(DeleteTopAsync(top)).ConfigureAwait(false);
        }

        if (_firstFailure?.SourceException is OperationCanceledException)
        {
            // The caller gets the token it knows, not the joined one.
            _caller.ThrowIfCancellationRequested();
        }

        _firstFailure?.Throw();
    }

    private async Task DeleteTopAsync(StoragePath top)
    {
        if (_isFlat)
        {
            await EmptyAsync(top).ConfigureAwait(false);
        }

        if (!_isFlat && (top.IsRoot || await _backend.IsDirectoryAsync(top, _stop.Token).ConfigureAwait(false)))
        {
            await DeleteDirectoryAsync(top).ConfigureAwait(false);
        }
        else if (!top.IsRoot)
        {
            await _backend.DeleteOneAsync(top, _stop.Token).ConfigureAwait(false);
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
            if (directory.IsRoot)
            {
                if (wasEmpty || pass == Passes)
                {
                    return;
                }

                continue;
            }

            try
            {
                await _backend.DeleteOneAsync(directory, _stop.Token).ConfigureAwait(false);
                return;
            }
            catch (StorageException full) when (full.Kind == StorageErrorKind.DirectoryNotEmpty && pass < Passes)
            {
                // The next pass finds what is left.
            }
        }
    }

    /// <summary>Deletes what is below a directory or prefix.</summary>
    /// <returns>Whether anything was.</returns>
    private async Task<bool> EmptyAsync(StoragePath directory)
    {
        bool hasFound = false;
        BranchCount branches = new();
        PageCursor pages = new(new GuardedPageSource(_backend, StorageOperation.Delete, directory, _options), _stop.Token);
        try
        {
            List<StoragePath> batch = [];
            while (await NextPageAsync(pages).ConfigureAwait(false) is { } page)
            {
                pages.FetchAhead();
                foreach (StorageEntry entry in page.Entries)
                {
                    if (entry.Path != directory && entry.Path.IsAtOrBelow(directory))
                    {
                        hasFound = true;
                        batch = await DeleteEntryAsync(entry, batch, branches).ConfigureAwait(false);
                    }
                }
            }

            if (batch.Count > 0)
            {
                await _backend.DeleteAllAsync(batch, _stop.Token).ConfigureAwait(false);
            }
        }
        catch (Exception failure)
        {
            Record(failure);
            throw;
        }
        finally
        {
            await pages.DisposeAsync().ConfigureAwait(false);
            await branches.WaitAsync().ConfigureAwait(false);
        }

        _stop.Token.ThrowIfCancellationRequested();
        return hasFound;
    }

    /// <returns>The batch to go on with.</returns>
    private async ValueTask<List<StoragePath>> DeleteEntryAsync(StorageEntry entry, List<StoragePath> batch, BranchCount branches)
    {
        if (entry.Kind == StorageEntryKind.Directory && !_options.Recursive)
        {
            await ForkOrRunAsync(branches, static (deletion, path) => deletion._isFlat ? deletion.EmptyAsync(path) : deletion.DeleteDirectoryAsync(path), entry.Path).ConfigureAwait(false);
            return batch;
        }

        if (_batchSize == 1)
        {
            await ForkOrRunAsync(branches, static (deletion, path) => deletion._backend.DeleteOneAsync(path, deletion._stop.Token), entry.Path).ConfigureAwait(false);
            return batch;
        }

        batch.Add(entry.Path);
        if (batch.Count < _batchSize)
        {
            return batch;
        }

        await ForkOrRunAsync(branches, static (deletion, batch) => deletion._backend.DeleteAllAsync(batch, deletion._stop.Token), batch).ConfigureAwait(false);
        return [];
    }

    private Task ForkOrRunAsync<T>(BranchCount branches, Func<TreeDeletion, T, Task> work, T item)
    {
        _stop.Token.ThrowIfCancellationRequested();
        if (Interlocked.Decrement(ref _freePlaces) < 0)
        {
            Interlocked.Increment(ref _freePlaces);
            return work(this, item);
        }

        branches.Begin();
        _ = BranchAsync(branches, work, item);
        return Task.CompletedTask;
    }

    private async Task BranchAsync<T>(BranchCount branches, Func<TreeDeletion, T, Task> work, T item)
    {
        await RecordFailureAsync(work(this, item)).ConfigureAwait(false);
        Interlocked.Increment(ref _freePlaces);
        branches.End();
    }

    private async Task RecordFailureAsync(Task work)
    {
        try
        {
            await work.ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            // Not lost: RunAsync throws the first when all branches have stopped.
            Record(failure);
        }
    }

    private void Record(Exception failure)
    {
        if (Interlocked.CompareExchange(ref _firstFailure, ExceptionDispatchInfo.Capture(failure), null) is null)
        {
            _stop.Cancel();
        }
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
