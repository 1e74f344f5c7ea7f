using System.Runtime.CompilerServices;
using Orbit.Storage.Transfers.Sorting;

namespace Orbit.Storage.Transfers.Trees;

/// <summary>What only the target has: remembered while the trees are walked, on disk where it is much, and deleted after all copies have succeeded.</summary>
internal sealed class ExtraEntries(TreePair pair, TreeTally tally, string? scratchDirectory) : IDisposable
{
    private readonly RecordSorter _files = new(scratchDirectory, ordered: false);
    private readonly RecordSorter _directories = new(scratchDirectory, ordered: false);
    private readonly TreeItemCodec _codec = new(pair.Target, pair.TargetRoot);

    public bool Any => _files.Count + _directories.Count > 0;

    /// <summary>Remembers an entry; they come in order.</summary>
    public void Add(TreeItem item) => _codec.Add(item.IsDirectory ? _directories : _files, item);

    /// <summary>Deletes files in as few requests as the store allows, then directories, those inside others first.</summary>
    public async Task DeleteAsync(CancellationToken cancellationToken)
    {
        // In the order in which the paths were given, as results come.
        Queue<TreeItem> asked = new();
        await foreach (DeleteResult result in pair.Target.DeleteManyAsync(Ask(asked, cancellationToken), cancellationToken).ConfigureAwait(false))
        {
            TreeItem item;
            lock (asked)
            {
                item = asked.Dequeue();
            }

            if (result.Error is null)
            {
                tally.Tell(TreeAction.Deleted, item);
            }
            else
            {
                tally.Fail(item, result.Error);
            }
        }

        Stack<TreeItem> open = new();
        foreach (SortedRecord record in _directories.Read())
        {
            TreeItem directory = _codec.Read(record);
            while (open.TryPeek(out TreeItem? inner) && !TreeOrder.IsBelow(directory.Key, inner.Key))
            {
                await DeleteDirectoryAsync(open.Pop(), cancellationToken).ConfigureAwait(false);
            }

            open.Push(directory);
        }

        while (open.TryPop(out TreeItem? directory))
        {
            await DeleteDirectoryAsync(directory, cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        _files.Dispose();
        _directories.Dispose();
    }

    private async Task DeleteDirectoryAsync(TreeItem directory, CancellationToken cancellationToken)
    {
        try
        {
            await pair.Target.DeleteAsync(directory.Entry.Path, null, cancellationToken).ConfigureAwait(false);
            tally.Tell(TreeAction.Deleted, directory);
        }
        catch (StorageException full) when (full.Kind == StorageErrorKind.DirectoryNotEmpty)
        {
            tally.Tell(TreeAction.Skipped, directory, "it holds what patterns leave out, or what came meanwhile");
        }
        catch (StorageException failure)
        {
            tally.Fail(directory, failure);
        }
    }

    private async IAsyncEnumerable<StoragePath> Ask(Queue<TreeItem> asked, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        foreach (SortedRecord record in _files.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            TreeItem item = _codec.Read(record);
            lock (asked)
            {
                asked.Enqueue(item);
            }

            yield return item.Entry.Path;
        }
    }
}
