namespace Orbit.Storage.Memory;

// Directories, asked for or needed above an object. On flat keys there are none.
internal sealed partial class MemoryEntries
{
    private const UnixFileMode DirectoryPermissions = FilePermissions | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public void CreateDirectory(StoragePath path, CreateDirectoryOptions options)
    {
        if (IsFlat)
        {
            return;
        }

        lock (_gate)
        {
            string key = path.Value + StoragePath.Separator;
            if (_index.Find(key) is not null)
            {
                return;
            }

            if (_index.Find(path.Value) is not null)
            {
                throw new StorageException(StorageErrorKind.AlreadyExists, "an object has this name.");
            }

            MakeParents(path.Value, options.CreateParents);
            _index = _index.With(NewDirectory(key, options.Permissions));
        }
    }

    private void MakeParents(string key, bool create)
    {
        foreach (string missing in MissingParents(key, create))
        {
            _index = _index.With(NewDirectory(missing, null));
        }
    }

    /// <summary>The keys of the directories that must be made above a key. Where a directory exists, so do those above it.</summary>
    private List<string> MissingParents(string key, bool create)
    {
        List<string> missing = [];
        for (int end = IsFlat ? -1 : key.LastIndexOf(StoragePath.Separator); end >= 0; end = key.LastIndexOf(StoragePath.Separator, end - 1))
        {
            string parent = key[..(end + 1)];
            if (_index.Find(parent) is not null)
            {
                break;
            }

            if (_index.Find(key[..end]) is not null)
            {
                throw new StorageException(StorageErrorKind.NotADirectory, $"'{key[..end]}' is an object, not a directory.");
            }

            missing.Add(parent);
        }

        return missing.Count == 0 || create
            ? missing
            : throw new StorageException(StorageErrorKind.NotFound, $"its directory '{missing[0]}' does not exist; create it first, or leave CreateParents at true.");
    }

    private MemoryNode NewDirectory(string key, UnixFileMode? permissions)
    {
        DateTimeOffset now = _time.GetUtcNow();
        return new MemoryNode
        {
            Key = key,
            Kind = StorageEntryKind.Directory,
            LastModified = now,
            LastAccessed = now,
            Created = now,
            Permissions = IsFlat ? null : permissions ?? DirectoryPermissions,
        };
    }
}
