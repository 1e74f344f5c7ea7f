using Orbit.Storage.Transfers.Journal;

namespace Orbit.Storage.Transfers.Trees;

/// <summary>
/// Makes one tree of another: walks the source, beside the target where it must know what that has, and hands the files to workers as it finds them. What must come last
/// (deletions, directories' own times) is remembered and done last. Memory does not grow with the number of entries.
/// </summary>
internal sealed partial class TreeTransfer : IDisposable
{
    private readonly TreePair _pair;
    private readonly TreeTransferOptions _options;
    private readonly ITreeRule _rule;
    private readonly TreeTally _tally;
    private readonly TreeFilter? _filter;
    private readonly CarriedAttributes _carried;
    private readonly DirectoryFinish _finish;
    private readonly ExtraEntries? _extra;
    private readonly bool _moves;
    private readonly bool _isDry;
    private readonly bool _makesDirectories;

    /// <summary>Prepares a transfer.</summary>
    /// <param name="pair">The trees.</param>
    /// <param name="options">How; validated.</param>
    /// <param name="rule">What is done with which file.</param>
    /// <param name="moves">Whether what has arrived is removed at the source.</param>
    public TreeTransfer(TreePair pair, TreeTransferOptions options, ITreeRule rule, bool moves)
    {
        _pair = pair;
        _options = options;
        _rule = rule;
        _moves = moves;
        _carried = CarriedAttributes.Between(pair.Source, pair.Target, pair.TargetRoot, options.PreserveTimes, options.PreservePermissions);
        _filter = TreeFilter.For(options);
        _tally = new TreeTally(options);
        _isDry = options is SyncOptions { DryRun: true };
        _makesDirectories = options.EmptyDirectories && options.Include.Count == 0 && pair.Target.Capabilities.RealDirectories;
        _finish = new DirectoryFinish(pair.Source, pair.SourceRoot, options.ScratchDirectory);
        _extra = options is SyncOptions { DeleteExtra: true } ? new ExtraEntries(pair, _tally, options.ScratchDirectory) : null;
    }

    public void Dispose()
    {
        _finish.Dispose();
        _extra?.Dispose();
    }

    /// <summary>Runs it.</summary>
    /// <param name="operation">The word for it: copy, move or sync.</param>
    /// <param name="cancellationToken">Ends it when all that is under way has stopped.</param>
    public async Task<TreeReport> RunAsync(string operation, CancellationToken cancellationToken)
    {
        if (_options.Resume is null || _isDry)
        {
            await TransferAsync(null, cancellationToken).ConfigureAwait(false);
            return _tally.ToReport();
        }

        BegunTree job = new()
        {
            Operation = operation,
            SourceBackend = _pair.Source.Name,
            Source = _pair.SourceRoot.Value,
            TargetBackend = _pair.Target.Name,
            Target = _pair.TargetRoot.Value,
            Job = _options.Resume.Job,
        };
        TreeJournal journal = await TreeJournal.OpenAsync(_options.Resume, job, _pair.Order, _options.Time, _options.ScratchDirectory, cancellationToken).ConfigureAwait(false);
        await using (journal.ConfigureAwait(false))
        {
            await TransferAsync(journal, cancellationToken).ConfigureAwait(false);
            if (!_tally.HasFailed)
            {
                journal.Delete();
            }

            return _tally.ToReport();
        }
    }

    private async Task TransferAsync(TreeJournal? journal, CancellationToken cancellationToken)
    {
        if (!_isDry && _pair.Target.Capabilities.RealDirectories && !_pair.TargetRoot.IsRoot)
        {
            await _pair.Target.CreateDirectoryAsync(_pair.TargetRoot, null, cancellationToken).ConfigureAwait(false);
        }

        FileTransfer files = new(_pair, _options, _tally, journal, _moves, _rule.Overwrites);
        TreeWorker worker = new(_pair, _options, _tally, files);
        await WorkLine<TreeWork>.RunAsync(_options.Concurrency, line => WalkAsync(line, journal), worker.DoAsync, cancellationToken).ConfigureAwait(false);
        if (_isDry)
        {
            return;
        }

        if (_extra is { Any: true })
        {
            _tally.DeletionsWithheld = _tally.HasFailed;
            if (!_tally.HasFailed)
            {
                await _extra.DeleteAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        await _finish.RunAsync(_options.Concurrency, _moves ? worker.RemoveDirectoryAsync : SetAttributesAsync, cancellationToken).ConfigureAwait(false);
        if (_moves)
        {
            await worker.RemoveRootAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task WalkAsync(WorkLine<TreeWork> line, TreeJournal? journal)
    {
        bool merges = _rule.NeedsTarget || journal?.GoesOn == true || _pair.Order.FoldsCase;
        TreeListing source = Listing();
        DirectoryTrail trail = new(frame => LeaveAsync(line, frame));
        using ArrivedFiles? arrived = journal?.GoesOn == true ? journal.ReadArrived() : null;
        TreeMerge merge = new(
            merges || _moves ? source.ReadInOrderAsync(whole: _moves, line.Stop) : source.ReadAsListedAsync(line.Stop),
            merges ? new TreeListing(_pair.Target, _pair.TargetRoot, _pair.Order) { Filter = _filter, ScratchDirectory = _options.ScratchDirectory }.ReadInOrderAsync(whole: false, line.Stop) : null,
            line.Stop);
        await using (merge.ConfigureAwait(false))
        {
            while (await merge.MoveNextAsync().ConfigureAwait(false))
            {
                await TakeAsync(line, trail, merge, arrived).ConfigureAwait(false);
            }
        }

        await trail.EndAsync().ConfigureAwait(false);
        if (source.IsEmpty)
        {
            await _pair.NothingThereAsync(line.Stop).ConfigureAwait(false);
        }

        _tally.Listed();
    }

    private async ValueTask LeaveAsync(WorkLine<TreeWork> line, DirectoryFrame frame)
    {
        TreeItem item = frame.Item;
        bool exists = frame.AtTarget is not null;
        if (!exists && !frame.HasContent && _makesDirectories)
        {
            frame.HasContent = true;
            if (FindRefusal(item, null) is { } refusal)
            {
                _tally.Fail(item, refusal);
                return;
            }

            if (_isDry)
            {
                _tally.Tell(TreeAction.DirectoryCreated, item);
            }
            else
            {
                await line.AddAsync(new TreeWork(item, TreeVerdict.Transfer)).ConfigureAwait(false);
            }
        }

        if (_moves || ((exists || frame.HasContent) && _pair.Target.Capabilities.RealDirectories && _carried.Of(item.Entry) is not null && (!exists || frame.IsTouched || !HasAttributes(frame))))
        {
            _finish.Add(item, closes: _carried.PermissionsOf(item.Entry) is { } mode && (mode & UnixFileMode.UserExecute) == 0);
        }
    }

    private bool HasAttributes(DirectoryFrame frame)
    {
        StorageAttributes wanted = _carried.Of(frame.Item.Entry)!;
        StorageEntry has = frame.AtTarget!.Entry;
        return (wanted.Permissions is null || wanted.Permissions == has.Permissions)
            && (wanted.LastModified is not { } time || (has.LastModified is { } other && (time - other).Duration() < _pair.Target.Capabilities.TimePrecision));
    }

    private async Task SetAttributesAsync(TreeItem directory, CancellationToken cancellationToken)
    {
        try
        {
            await _pair.Target.SetAttributesAsync(_pair.TargetOf(directory), _carried.Of(directory.Entry)!, cancellationToken).ConfigureAwait(false);
        }
        catch (StorageException gone) when (gone.Kind == StorageErrorKind.NotFound && _tally.HasFailed)
        {
            // It would have come with a file that failed, which was told.
        }
        catch (StorageException failure)
        {
            _tally.Fail(directory, failure);
        }
    }

    private TreeListing Listing() => new(_pair.Source, _pair.SourceRoot, _pair.Order)
    {
        Filter = _filter,
        FollowSymbolicLinks = _options.FollowSymbolicLinks,
        ScratchDirectory = _options.ScratchDirectory,
        TakesMarkers = !_pair.Target.Capabilities.PathRules.AllowsEmptySegments,
        OnLink = item => _tally.Tell(TreeAction.Skipped, item, "it is a symbolic link"),
        OnForeign = item => _tally.Fail(item, FailureTranslator.Refuse(_pair.Target, StorageOperation.Write, _pair.TargetOf(item), StorageFault.InvalidPath("the name holds segments that are not portable; rename it at its store first."))),
    };
}
