namespace Orbit.Storage.Memory;

// Copying and renaming: each is one step for every reader.
internal sealed partial class MemoryEntries
{
    public void Copy(StoragePath source, StoragePath destination, CopyOptions options)
    {
        lock (_gate)
        {
            MemoryNode node = GetObject(source, null);
            CheckTarget(destination, options.Overwrite);
            MissingParents(destination.Value, options.CreateParents);
            Charge(node.Content.Length);
            MakeParents(destination.Value, options.CreateParents);
            DateTimeOffset now = _time.GetUtcNow();
            Put(node with { Key = destination.Value, LastModified = now, LastAccessed = now, Created = now });
        }
    }

    public void Rename(StoragePath source, StoragePath destination, RenameOptions options)
    {
        lock (_gate)
        {
            MemoryNode node = Get(source);
            if (node.IsDirectory)
            {
                RenameDirectory(node, destination, options);
            }
            else
            {
                RenameObject(node, destination, options);
            }
        }
    }

    private void RenameObject(MemoryNode node, StoragePath destination, RenameOptions options)
    {
        CheckTarget(destination, options.Overwrite);
        MissingParents(destination.Value, options.CreateParents);
        if (_versions is not null)
        {
            // The old name keeps its version, so the content counts twice from here on.
            Charge(node.Content.Length);
        }

        MakeParents(destination.Value, options.CreateParents);
        _index = _index.Without(node.Key);
        Place(node with { Key = destination.Value });
    }

    private void RenameDirectory(MemoryNode node, StoragePath destination, RenameOptions options)
    {
        string key = destination.Value + StoragePath.Separator;
        if (_index.Find(destination.Value) is not null || _index.Find(key) is not null)
        {
            throw new StorageException(StorageErrorKind.AlreadyExists, "the destination exists, and a directory never replaces anything; delete it first.");
        }

        MemoryNode[] moved = [.. _index.StartingWith(node.Key)];
        MissingParents(destination.Value, options.CreateParents);
        if (_versions is not null)
        {
            Charge(moved.Sum(static child => child.Content.Length));
        }

        MakeParents(destination.Value, options.CreateParents);
        MemoryIndex index = _index;
        foreach (MemoryNode child in moved)
        {
            MemoryNode renamed = child with { Key = string.Concat(key, child.Key.AsSpan(node.Key.Length)) };
            index = index.Without(child.Key).With(renamed);
            if (!child.IsDirectory)
            {
                _versions?.Add(renamed);
            }
        }

        _index = index;
    }
}
