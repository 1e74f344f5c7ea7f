namespace Orbit.Storage.Transfers.Trees;

/// <summary>The two trees of an operation, and what must hold for them before any I/O.</summary>
internal sealed class TreePair
{
    public TreePair(IStorageBackend source, StoragePath sourceRoot, IStorageBackend target, StoragePath targetRoot)
    {
        Source = source;
        Target = target;
        SourceRoot = Directory(source, sourceRoot);
        TargetRoot = Directory(target, targetRoot);
        Order = TreeOrder.For(source, target);
    }

    public IStorageBackend Source { get; }

    public StoragePath SourceRoot { get; }

    public IStorageBackend Target { get; }

    public StoragePath TargetRoot { get; }

    public TreeOrder Order { get; }

    public StoragePath TargetOf(TreeItem item) => TargetRoot.Combine(item.Path);

    /// <summary>Refuses trees that lie in each other, of which one would grow or vanish by what is done with the other.</summary>
    public void RefuseOverlap(string operation)
    {
        if (!ReferenceEquals(Source, Target))
        {
            return;
        }

        string? problem = TargetRoot == SourceRoot ? "source and target are the same"
            : TargetRoot.IsAtOrBelow(SourceRoot) ? $"the target lies inside the source '{SourceRoot}'"
            : SourceRoot.IsAtOrBelow(TargetRoot) ? $"the source '{SourceRoot}' lies inside the target"
            : null;
        if (problem is not null)
        {
            throw FailureTranslator.Refuse(Target, operation, TargetRoot, StorageFault.InvalidPath($"{problem}; choose trees that lie beside each other."));
        }
    }

    /// <summary>Refuses roots that the target cannot have, and a source that is no tree. On stores of keys a tree is there when it has entries, see <see cref="NothingThereAsync"/>.</summary>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        if (!TargetRoot.IsRoot && Target.Capabilities.PathRules.FindFault(TargetRoot) is { } fault)
        {
            throw FailureTranslator.Refuse(Target, StorageOperation.Write, TargetRoot, fault);
        }

        if (!SourceRoot.IsRoot && Source.Capabilities.RealDirectories)
        {
            StorageEntry entry = await Source.StatAsync(SourceRoot, cancellationToken).ConfigureAwait(false);
            if (entry.Kind == StorageEntryKind.File)
            {
                throw NoTree();
            }
        }
    }

    /// <summary>Says why a source whose listing showed nothing is no tree. A mirror of it would empty the target.</summary>
    public async Task NothingThereAsync(CancellationToken cancellationToken)
    {
        if (!SourceRoot.IsRoot && !Source.Capabilities.RealDirectories)
        {
            StorageEntry entry = await Source.StatAsync(SourceRoot, cancellationToken).ConfigureAwait(false);
            if (entry.Kind != StorageEntryKind.Directory)
            {
                throw NoTree();
            }
        }
    }

    private StorageException NoTree() => FailureTranslator.Refuse(
        Source, StorageOperation.List, SourceRoot, new StorageFault(StorageErrorKind.NotADirectory, $"it is one object and no tree; use {nameof(StorageBackendExtensions.CopyToAsync)}."));

    private static StoragePath Directory(IStorageBackend backend, StoragePath path) =>
        !backend.Capabilities.PathRules.AllowsEmptySegments && path.EndsWithSeparator ? path.Parent : path;
}
