using System.Globalization;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Memory;

// Objects come into being, all conditions decided in the step that shows them.
internal sealed partial class MemoryEntries
{
    private const UnixFileMode FilePermissions = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

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
