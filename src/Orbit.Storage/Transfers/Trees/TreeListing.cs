using System.Runtime.CompilerServices;
using Orbit.Storage.Transfers.Sorting;

namespace Orbit.Storage.Transfers.Trees;

/// <summary>One side of an operation: the entries below a root, as they are listed or in the order of merging.</summary>
internal sealed class TreeListing(IStorageBackend backend, StoragePath root, TreeOrder order)
{
    /// <summary>The patterns; null for all.</summary>
    public TreeFilter? Filter { get; init; }

    /// <summary>Whether links count as what they lead to.</summary>
    public bool FollowSymbolicLinks { get; init; }

    /// <summary>Where what does not fit is sorted.</summary>
    public string? ScratchDirectory { get; init; }

    /// <summary>Whether empty objects whose keys end in a separator are directories to the other side.</summary>
    public bool TakesMarkers { get; init; }

    /// <summary>Hears of links, which then take no part. Default: null, they do.</summary>
    public Action<TreeItem>? OnLink { get; init; }

    /// <summary>Hears of names that only their own store can be asked for, where they stand in the way of sorting.</summary>
    public Action<TreeItem>? OnForeign { get; init; }

    /// <summary>Whether the store had anything at all, before patterns.</summary>
    public bool IsEmpty { get; private set; } = true;

    /// <summary>The entries as they come, directories before what is in them.</summary>
    public async IAsyncEnumerable<TreeItem> ReadAsListedAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ListOptions options = new() { Recursive = true, FollowSymbolicLinks = FollowSymbolicLinks };
        await foreach (StorageEntry entry in backend.ListAsync(root, options, cancellationToken).ConfigureAwait(false))
        {
            IsEmpty = false;
            if (TryTake(entry) is { } item)
            {
                yield return item;
            }
        }
    }

    /// <summary>The entries in order, none twice. An unordered listing is first read to its end and sorted.</summary>
    /// <param name="whole">Whether an ordered one is read to its end first, too, so that what is done with the entries cannot change it.</param>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    public async IAsyncEnumerable<TreeItem> ReadInOrderAsync(bool whole, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        bool sorts = whole || order.FoldsCase || !backend.Capabilities.OrderedListing;
        TreeItem? last = null;
        await foreach (TreeItem item in (sorts ? ReadSortedAsync(cancellationToken) : ReadAsListedAsync(cancellationToken)).ConfigureAwait(false))
        {
            int step = last is null ? 1 : TreeOrder.Compare(item.Key, last.Key);
            if (step < 0)
            {
                throw FailureTranslator.Refuse(backend, StorageOperation.List, root, new StorageFault(
                    StorageErrorKind.Other, $"'{item.Path}' came behind '{last!.Path}' in a listing that the backend says is in order; nothing was concluded from it."));
            }

            // A directory that changes while it is read may show a name twice.
            if (step > 0 || item.Path != last!.Path)
            {
                last = item;
                yield return item;
            }
        }
    }

    private async IAsyncEnumerable<TreeItem> ReadSortedAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using RecordSorter sorter = new(ScratchDirectory, ordered: true);
        TreeItemCodec codec = new(backend, root);
        await foreach (TreeItem item in ReadAsListedAsync(cancellationToken).ConfigureAwait(false))
        {
            if (item.Path.IsPortable)
            {
                codec.Add(sorter, item);
            }
            else
            {
                OnForeign?.Invoke(item);
            }
        }

        foreach (SortedRecord record in sorter.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return codec.Read(record);
        }
    }

    private TreeItem? TryTake(StorageEntry entry)
    {
        StoragePath path = entry.Path.RelativeTo(root);
        StorageEntryKind kind = entry.Kind;
        if (TakesMarkers && kind == StorageEntryKind.File && path.EndsWithSeparator && entry.Size is 0 or null)
        {
            kind = StorageEntryKind.Directory;
            path = path.Parent;
        }

        bool isDirectory = kind == StorageEntryKind.Directory;
        if (path.IsRoot || Filter?.Shows(path, isDirectory) == false)
        {
            return null;
        }

        TreeItem item = new(entry, path, kind, order.KeyOf(path.Value, isDirectory));
        if (kind == StorageEntryKind.SymbolicLink && OnLink is not null)
        {
            OnLink(item);
            return null;
        }

        return item;
    }
}
