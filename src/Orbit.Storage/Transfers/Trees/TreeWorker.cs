namespace Orbit.Storage.Transfers.Trees;

/// <summary>Does the pieces of work that a walk has found, several at once.</summary>
internal sealed class TreeWorker(TreePair pair, TreeTransferOptions options, TreeTally tally, FileTransfer files)
{
    /// <summary>Does one piece; a failure is counted, and thrown only where it ends the operation.</summary>
    public async Task DoAsync(TreeWork work, CancellationToken cancellationToken)
    {
        try
        {
            if (work.Item.IsDirectory)
            {
                await pair.Target.CreateDirectoryAsync(pair.TargetOf(work.Item), null, cancellationToken).ConfigureAwait(false);
                tally.Tell(TreeAction.DirectoryCreated, work.Item);
            }
            else
            {
                await DoFileAsync(work, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (StorageException failure)
        {
            tally.Fail(work.Item, failure);
        }
    }

    /// <summary>Removes a directory of the source that a move has emptied. One that is not empty stays: what is in it was left out, failed, or came meanwhile.</summary>
    public async Task RemoveDirectoryAsync(TreeItem directory, CancellationToken cancellationToken)
    {
        try
        {
            await pair.Source.DeleteAsync(directory.Entry.Path, null, cancellationToken).ConfigureAwait(false);
        }
        catch (StorageException full) when (full.Kind == StorageErrorKind.DirectoryNotEmpty)
        {
            return;
        }
        catch (StorageException failure)
        {
            tally.Fail(directory, failure);
        }
    }

    /// <summary>Removes the root of a source that a move has emptied.</summary>
    public async Task RemoveRootAsync(CancellationToken cancellationToken)
    {
        if (!pair.SourceRoot.IsRoot && pair.Source.Capabilities.RealDirectories && !tally.HasFailed)
        {
            StorageEntry root = new(pair.SourceRoot, StorageEntryKind.Directory);
            await RemoveDirectoryAsync(new TreeItem(root, StoragePath.Root, StorageEntryKind.Directory, ""), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task DoFileAsync(TreeWork work, CancellationToken cancellationToken)
    {
        TreeItem item = work.Item;
        StoragePath targetPath = pair.TargetOf(item);
        switch (work.Verdict)
        {
            case TreeVerdict.Resume:
                await MovedObject.RemoveSourceAsync(pair.Source, item.Entry.Path, item.Entry, cancellationToken).ConfigureAwait(false);
                tally.Tell(TreeAction.Resumed, item);
                break;
            case TreeVerdict.SetPermissions:
                await pair.Target.SetAttributesAsync(targetPath, new StorageAttributes { Permissions = item.Entry.Permissions }, cancellationToken).ConfigureAwait(false);
                tally.Tell(TreeAction.AttributesChanged, item);
                break;
            case TreeVerdict.TransferIfDifferent when await IsSameAsync(item, targetPath, cancellationToken).ConfigureAwait(false):
                tally.ProgressOf(item.Size)?.Set(item.Size);
                tally.Tell(TreeAction.Unchanged, item);
                break;
            case TreeVerdict.TransferIfDifferent when options is SyncOptions { DryRun: true }:
                tally.Tell(TreeAction.Copied, item, bytes: item.Size);
                break;
            default:
                await files.RunAsync(item, cancellationToken).ConfigureAwait(false);
                break;
        }
    }

    private async Task<bool> IsSameAsync(TreeItem item, StoragePath targetPath, CancellationToken cancellationToken) =>
        await ContentComparison.FindDifferenceAsync(pair.Source, item.Entry.Path, pair.Target, targetPath, options.Transfer, cancellationToken).ConfigureAwait(false) is null;
}
