using System.Globalization;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Memory;

// What comes into being: objects, with all conditions decided in the step that shows them, and directories.
internal sealed partial class MemoryEntries
{
    private const UnixFileMode FilePermissions = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode DirectoryPermissions = FilePermissions | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Fails early where a write has no chance. <see cref="Publish"/> decides.</summary>
    public void CheckWrite(StoragePath path, WriteOptions options)
    {
        lock (_gate)
        {
            CheckTarget(path, options.Overwrite);
            CheckConditions(_index.Find(path.Value), options);
            MissingParents(path.Value, options.CreateParents);
        }
    }

    /// <summary>Shows an object under its name. Its bytes are charged already.</summary>
    public MemoryNode Publish(WriteRequest request, MemoryContent content)
    {
        WriteOptions options = request.Options;
        lock (_gate)
        {
            CheckTarget(request.Path, options.Overwrite);
            CheckConditions(_index.Find(request.Path.Value), options);
            MakeParents(request.Path.Value, options.CreateParents);
            DateTimeOffset now = _time.GetUtcNow();
            return Put(new MemoryNode
            {
                Key = request.Path.Value,
                Kind = StorageEntryKind.File,
                Content = content,
                LastModified = options.LastModified?.ToUniversalTime() ?? now,
                LastAccessed = now,
                Created = now,
                Permissions = IsFlat ? null : options.Permissions ?? FilePermissions,
                ContentType = options.ContentType,
                CacheControl = options.CacheControl,
                ContentDisposition = options.ContentDisposition,
                ContentEncoding = options.ContentEncoding,
                ContentLanguage = options.ContentLanguage,
                Checksum = options.Checksum,
                Metadata = MemoryNode.Keep(options.Metadata),
            });
        }
    }

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

    private static void CheckConditions(MemoryNode? present, WriteOptions options)
    {
        if (options.IfMatch is { } wanted && present?.ETag != wanted)
        {
            throw new StorageException(StorageErrorKind.PreconditionFailed, present is null ? $"IfMatch asks for '{wanted}', but nothing is there." : $"its entity tag is '{present.ETag}', not '{wanted}'.");
        }

        if (options.IfNoneMatch is { } unwanted && present?.ETag == unwanted)
        {
            throw new StorageException(StorageErrorKind.PreconditionFailed, $"its entity tag is '{unwanted}', which IfNoneMatch rules out.");
        }
    }

    private void CheckTarget(StoragePath path, bool overwrite)
    {
        bool isDirectory = !IsFlat && _index.Find(path.Value + StoragePath.Separator) is not null;
        if (!overwrite && (isDirectory || _index.Find(path.Value) is not null))
        {
            throw new StorageException(StorageErrorKind.AlreadyExists, "it exists already.");
        }

        if (isDirectory)
        {
            throw new StorageException(StorageErrorKind.IsADirectory, "it is a directory.");
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

    /// <summary>Puts an object, new in content, in the place of what has its key.</summary>
    private MemoryNode Put(MemoryNode node)
    {
        string tag = (++_lastTag).ToString("x16", CultureInfo.InvariantCulture);
        node = node with { ETag = tag, VersionId = _versions is null ? null : tag };
        Place(node);
        return node;
    }

    private void Place(MemoryNode node)
    {
        if (_versions is not null)
        {
            _versions.Add(node);
        }
        else if (_index.Find(node.Key) is { } replaced)
        {
            _storedBytes -= replaced.Content.Length;
        }

        _index = _index.With(node);
    }
}
