using Orbit.Storage.Transfers.Journal;

namespace Orbit.Storage.Transfers.Trees;

/// <summary>Brings one file from tree to tree: copied, or moved; verified, counted and noted in the journal.</summary>
internal sealed class FileTransfer(TreePair pair, TreeTransferOptions options, TreeTally tally, TreeJournal? journal, bool moves, bool overwrites)
{
    // A source that is replaced again and again is given up; in between it is read from its start.
    private const int Attempts = 3;

    private readonly bool _renames = moves && ReferenceEquals(pair.Source, pair.Target);

    /// <summary>Transfers a file.</summary>
    public async Task RunAsync(TreeItem item, CancellationToken cancellationToken)
    {
        StoragePath targetPath = pair.TargetOf(item);
        FileProgress? progress = tally.ProgressOf(item.Size);
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                await OnceAsync(item, targetPath, attempt == 1 ? item.Entry : null, progress, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (StorageException changed) when (changed.Kind == StorageErrorKind.ObjectChanged && attempt < Attempts)
            {
                progress?.Set(0);
                tally.Retry();
            }
            catch (StorageException gone) when (IsGone(gone, item))
            {
                progress?.Set(item.Size);
                tally.Tell(TreeAction.Skipped, item, "it was gone when it was to be read");
                return;
            }
            catch (StorageException exists) when (exists.Kind == StorageErrorKind.AlreadyExists && options is CopyTreeOptions { Existing: ExistingObjects.Keep } or MoveTreeOptions { Existing: ExistingObjects.Keep })
            {
                progress?.Set(item.Size);
                tally.Tell(TreeAction.Skipped, item, "the target has it");
                return;
            }
        }
    }

    private async Task OnceAsync(TreeItem item, StoragePath targetPath, StorageEntry? known, FileProgress? progress, CancellationToken cancellationToken)
    {
        if (_renames)
        {
            await pair.Source.RenameAsync(item.Entry.Path, targetPath, new RenameOptions { Overwrite = overwrites }, cancellationToken).ConfigureAwait(false);
            progress?.Set(item.Size);
            tally.Tell(TreeAction.Moved, item, bytes: item.Size);
            return;
        }

        CopyToResult result = await new ObjectCopy(pair.Source, pair.Target, targetPath, CopyOptions(item, targetPath, progress)).RunAsync(item.Entry.Path, targetPath, known, cancellationToken).ConfigureAwait(false);
        StorageEntry source = result.Source ?? item.Entry;
        long size = result.Size ?? item.Size;
        if (journal is not null)
        {
            await journal.NoteAsync(Arrived(item, source, result, size)).ConfigureAwait(false);
        }

        if (moves)
        {
            await MovedObject.RemoveSourceAsync(pair.Source, item.Entry.Path, source, cancellationToken).ConfigureAwait(false);
        }

        progress?.Set(item.Size);
        tally.AddResumedBytes(result.ResumedBytes);
        tally.Tell(moves ? TreeAction.Moved : TreeAction.Copied, item, bytes: size);
    }

    private CopyToOptions CopyOptions(TreeItem item, StoragePath targetPath, FileProgress? progress) => new()
    {
        Overwrite = overwrites,
        Durable = options.Durable,
        PreserveTimes = options.PreserveTimes,
        PreservePermissions = options.PreservePermissions,
        Verification = options.Verification,
        Transfer = options.Transfer,
        Progress = progress?.Receiver,
        Resume = journal is not null && item.Size >= TreeJournal.LargeFile && pair.Target.Capabilities.ResumableWrite && !ReferenceEquals(pair.Source, pair.Target)
            ? journal.PartsOf(targetPath)
            : null,
    };

    private static ArrivedFile Arrived(TreeItem item, StorageEntry source, CopyToResult result, long size) => new()
    {
        Path = item.Path.Value,
        Size = size,
        LastModified = source.LastModified,
        ETag = source.ETag,
        TargetLastModified = result.LastModified,
        TargetETag = result.ETag,
    };

    private bool IsGone(StorageException failure, TreeItem item) =>
        failure.Kind == StorageErrorKind.NotFound && failure.Path == item.Entry.Path && failure.Backend == pair.Source.Name
        && failure.Operation is StorageOperation.Read or StorageOperation.Copy or StorageOperation.Rename;
}
