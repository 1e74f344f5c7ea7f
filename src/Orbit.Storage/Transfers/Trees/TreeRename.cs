namespace Orbit.Storage.Transfers.Trees;

/// <summary>Moves a tree by one rename, where one backend can and there is nothing in the way.</summary>
internal static class TreeRename
{
    /// <returns>False where it must be moved file by file; nothing was changed then.</returns>
    public static async Task<bool> TryAsync(TreePair pair, TreeTransferOptions options, CancellationToken cancellationToken)
    {
        bool isWhole = options.Include.Count + options.Exclude.Count == 0 && !options.FollowSymbolicLinks;
        if (!isWhole || !ReferenceEquals(pair.Source, pair.Target) || !pair.Source.Capabilities.RenameDirectory || pair.SourceRoot.IsRoot || pair.TargetRoot.IsRoot)
        {
            return false;
        }

        try
        {
            await pair.Source.RenameAsync(pair.SourceRoot, pair.TargetRoot, null, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (StorageException inTheWay) when (inTheWay.Kind is StorageErrorKind.AlreadyExists or StorageErrorKind.Unsupported)
        {
            // The target is there already, or on another volume.
            return false;
        }
    }
}
