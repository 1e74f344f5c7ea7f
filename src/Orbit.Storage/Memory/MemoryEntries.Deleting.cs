namespace Orbit.Storage.Memory;

// Deleting: one entry, many, one version, and everything below a path.
internal sealed partial class MemoryEntries
{
    public void Delete(StoragePath path, string? versionId)
    {
        lock (_gate)
        {
            if (versionId is not null)
            {
                DeleteVersion(path.Value, versionId);
            }
            else if (FindFault(path) is { } fault)
            {
                throw new StorageException(fault, null);
            }
            else if (Find(path) is { } node)
            {
                Drop(node);
            }
        }
    }

    public IReadOnlyList<StorageFault?> DeleteBatch(IReadOnlyList<StoragePath> paths)
    {
        StorageFault?[] faults = new StorageFault?[paths.Count];
        lock (_gate)
        {
            for (int i = 0; i < faults.Length; i++)
            {
                faults[i] = FindFault(paths[i]);
                if (faults[i] is null && Find(paths[i]) is { } node)
                {
                    Drop(node);
                }
            }
        }

        return faults;
    }

    /// <summary>Deletes at and below a path in one step.</summary>
    public void DeleteTree(StoragePath path)
    {
        lock (_gate)
        {
            string prefix = path.IsRoot ? "" : path.Value + StoragePath.Separator;
            foreach (MemoryNode node in _index.StartingWith(prefix).ToArray())
            {
                Drop(node);
            }

            if (!path.IsRoot && _index.Find(path.Value) is { } self)
            {
                Drop(self);
            }
        }
    }

    private StorageFault? FindFault(StoragePath path) =>
        Find(path) is { IsDirectory: true } directory && _index.StartingWith(directory.Key).Skip(1).Any()
            ? new StorageFault(StorageErrorKind.DirectoryNotEmpty, "the directory has content; Recursive = true deletes that too.")
            : null;

    private void Drop(MemoryNode node)
    {
        _index = _index.Without(node.Key);
        _storedBytes -= _versions is null ? node.Content.Length : 0;
    }

    private void DeleteVersion(string key, string versionId)
    {
        if (_versions?.Find(key, versionId) is not { } node)
        {
            return;
        }

        MemoryNode? newest = _versions.Remove(node);
        _storedBytes -= node.Content.Length;
        if (_index.Find(key)?.VersionId == versionId)
        {
            _index = newest is null ? _index.Without(key) : _index.With(newest);
        }
    }
}
