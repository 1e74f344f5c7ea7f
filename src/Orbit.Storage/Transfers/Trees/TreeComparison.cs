namespace Orbit.Storage.Transfers.Trees;

/// <summary>Compares two trees and changes nothing.</summary>
internal sealed class TreeComparison(TreePair pair, CompareTreesOptions options)
{
    private readonly TreeTally _tally = new(options);
    private readonly SameFile _same = new(options.Comparison, pair.Source.Capabilities, pair.Target.Capabilities, timesAreSet: pair.Target.Capabilities.SetLastModified);
    private readonly TreeFilter? _filter = TreeFilter.For(options);

    // Directories count where both sides have them for themselves.
    private readonly bool _comparesDirectories = pair.Source.Capabilities.RealDirectories && pair.Target.Capabilities.RealDirectories && options.Include.Count == 0;

    public async Task<TreeReport> RunAsync(CancellationToken cancellationToken)
    {
        await WorkLine<TreeItem>.RunAsync(options.Concurrency, WalkAsync, CompareContentAsync, cancellationToken).ConfigureAwait(false);
        return _tally.ToReport();
    }

    private async Task WalkAsync(WorkLine<TreeItem> line)
    {
        TreeListing source = Listing(pair.Source, pair.SourceRoot, pair.Target);
        TreeMerge merge = new(source.ReadInOrderAsync(whole: false, line.Stop), Listing(pair.Target, pair.TargetRoot, pair.Source).ReadInOrderAsync(whole: false, line.Stop), line.Stop);
        await using (merge.ConfigureAwait(false))
        {
            while (await merge.MoveNextAsync().ConfigureAwait(false))
            {
                TreeItem item = merge.Source ?? merge.Target!;
                if (merge.Source is { IsDirectory: false })
                {
                    _tally.Found();
                }

                if (merge.Source is null || merge.Target is null)
                {
                    TellAlone(item, atSource: merge.Source is not null);
                }
                else if (!item.IsDirectory)
                {
                    await CompareAsync(line, merge.Source, merge.Target).ConfigureAwait(false);
                }
            }
        }

        if (source.IsEmpty)
        {
            await pair.NothingThereAsync(line.Stop).ConfigureAwait(false);
        }

        _tally.Listed();
    }

    private void TellAlone(TreeItem item, bool atSource)
    {
        if ((!item.IsDirectory || _comparesDirectories) && (atSource || options.ReportExtra))
        {
            _tally.Tell(atSource ? TreeAction.Missing : TreeAction.Extra, item);
        }
    }

    private async ValueTask CompareAsync(WorkLine<TreeItem> line, TreeItem source, TreeItem target)
    {
        string? difference = source.Kind != target.Kind ? $"the source has a {source.Kind}, the target a {target.Kind}" : _same.FindDifference(source.Entry, target.Entry);
        if (difference is not null)
        {
            _tally.Tell(TreeAction.Different, source, difference);
        }
        else if (_same.NeedsContent(source.Entry))
        {
            _tally.FoundBytes(source.Size);
            await line.AddAsync(source).ConfigureAwait(false);
        }
        else
        {
            _tally.Tell(TreeAction.Unchanged, source);
        }
    }

    private async Task CompareContentAsync(TreeItem item, CancellationToken cancellationToken)
    {
        try
        {
            string? difference = await ContentComparison.FindDifferenceAsync(pair.Source, item.Entry.Path, pair.Target, pair.TargetOf(item), options.Transfer, cancellationToken).ConfigureAwait(false);
            _tally.ProgressOf(item.Size)?.Set(item.Size);
            _tally.Tell(difference is null ? TreeAction.Unchanged : TreeAction.Different, item, difference);
        }
        catch (StorageException failure)
        {
            _tally.Fail(item, failure);
        }
    }

    private TreeListing Listing(IStorageBackend backend, StoragePath root, IStorageBackend other) => new(backend, root, pair.Order)
    {
        Filter = _filter,
        FollowSymbolicLinks = options.FollowSymbolicLinks && backend.Capabilities.FollowsSymbolicLinks,
        ScratchDirectory = options.ScratchDirectory,
        TakesMarkers = !other.Capabilities.PathRules.AllowsEmptySegments,
        OnLink = item => _tally.Tell(TreeAction.Skipped, item, "it is a symbolic link"),
        OnForeign = item => _tally.Tell(TreeAction.Different, item, "its name is not one that another store can have"),
    };
}
