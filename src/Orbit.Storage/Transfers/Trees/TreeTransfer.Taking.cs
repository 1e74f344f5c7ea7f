using Orbit.Storage.Transfers.Journal;

namespace Orbit.Storage.Transfers.Trees;

// What the walk does with each entry that it meets.
internal sealed partial class TreeTransfer
{
    private async ValueTask TakeAsync(WorkLine<TreeWork> line, DirectoryTrail trail, TreeMerge merge, ArrivedFiles? arrived)
    {
        if (merge.Source is not { } item)
        {
            await TakeExtraAsync(trail, merge.Target!, merge.IsImplied).ConfigureAwait(false);
            return;
        }

        await trail.MoveToAsync(item.Key).ConfigureAwait(false);
        if (item.IsDirectory)
        {
            if (_pair.Source.Capabilities.RealDirectories || _makesDirectories)
            {
                trail.Enter(item, merge.Target);
            }

            return;
        }

        _tally.Found();
        if (FindRefusal(item, merge.Twin) is { } refusal)
        {
            _tally.Fail(item, refusal);
            return;
        }

        bool hasArrived = merge.Target is not null && arrived?.Find(item)?.Holds(item.Entry, merge.Target.Entry) == true;
        TreeVerdict verdict = hasArrived ? TreeVerdict.Resume : _rule.Judge(item, merge.Target);
        if (verdict is TreeVerdict.Transfer or TreeVerdict.TransferIfDifferent)
        {
            _tally.FoundBytes(item.Size);
            trail.Write();
        }

        if (_isDry && verdict is TreeVerdict.Transfer or TreeVerdict.SetPermissions)
        {
            _tally.Tell(verdict == TreeVerdict.Transfer ? TreeAction.Copied : TreeAction.AttributesChanged, item, bytes: item.Size);
        }
        else if (verdict is TreeVerdict.Leave or TreeVerdict.Keep || (verdict == TreeVerdict.Resume && !_moves))
        {
            _tally.Tell(verdict switch { TreeVerdict.Leave => TreeAction.Unchanged, TreeVerdict.Keep => TreeAction.Skipped, _ => TreeAction.Resumed }, item, verdict == TreeVerdict.Keep ? "the target has it" : null);
        }
        else
        {
            await line.AddAsync(new TreeWork(item, verdict)).ConfigureAwait(false);
        }
    }

    private async ValueTask TakeExtraAsync(DirectoryTrail trail, TreeItem item, bool isImplied)
    {
        if (_extra is null || isImplied)
        {
            return;
        }

        await trail.MoveToAsync(item.Key).ConfigureAwait(false);
        trail.Touch();
        if (_isDry)
        {
            _tally.Tell(TreeAction.Deleted, item);
        }
        else
        {
            _extra.Add(item);
        }
    }

    // Before any I/O: what the target cannot hold, and what would be one file there.
    private StorageException? FindRefusal(TreeItem item, TreeItem? twin)
    {
        StoragePath path = _pair.TargetOf(item);
        StorageFault? fault = _pair.Target.Capabilities.PathRules.FindFault(path);
        if (fault is null && twin is { IsDirectory: false })
        {
            fault = new StorageFault(StorageErrorKind.AlreadyExists, $"its name differs from '{twin.Path}' in case alone, which the target cannot keep apart; rename one of them.");
        }

        return fault is null ? null : FailureTranslator.Refuse(_pair.Target, StorageOperation.Write, path, fault);
    }
}
