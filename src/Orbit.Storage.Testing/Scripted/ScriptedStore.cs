using System.Globalization;

namespace Orbit.Storage.Testing.Scripted;

/// <summary>What the server behind a <see cref="ScriptedBackend"/> holds. Each method is one atomic step.</summary>
internal sealed class ScriptedStore(TimeProvider time, bool hasTags)
{
    private readonly object _gate = new();
    private readonly SortedDictionary<StoragePath, ScriptedObject> _objects = [];
    private long _lastTag;

    public IReadOnlyList<StoragePath> Keys
    {
        get
        {
            lock (_gate)
            {
                return [.. _objects.Keys];
            }
        }
    }

    public ScriptedObject? Find(StoragePath path)
    {
        lock (_gate)
        {
            return _objects.GetValueOrDefault(path);
        }
    }

    public ScriptedObject Get(StoragePath path) => Find(path) ?? throw Failure(StorageErrorKind.NotFound, "there is no such object.");

    public WriteResult Put(StoragePath path, byte[] content, WriteOptions options)
    {
        lock (_gate)
        {
            ScriptedObject? present = _objects.GetValueOrDefault(path);
            if (present is not null && !options.Overwrite)
            {
                throw Failure(StorageErrorKind.AlreadyExists, "the object exists and Overwrite is false.");
            }

            bool isMatch = options.IfMatch is null || options.IfMatch == present?.Entry.ETag;
            bool isOther = options.IfNoneMatch is null || options.IfNoneMatch != present?.Entry.ETag;
            if (!isMatch || !isOther)
            {
                throw Failure(StorageErrorKind.PreconditionFailed, "the object does not have the entity tag asked for.");
            }

            StorageEntry entry = new(path, StorageEntryKind.File)
            {
                Size = content.Length,
                LastModified = time.GetUtcNow(),
                ETag = NextTag(),
                ContentType = options.ContentType,
                CacheControl = options.CacheControl,
                ContentDisposition = options.ContentDisposition,
                ContentEncoding = options.ContentEncoding,
                ContentLanguage = options.ContentLanguage,
                Metadata = options.Metadata is null ? null : new Dictionary<string, string>(options.Metadata),
            };
            _objects[path] = new ScriptedObject(entry, content);
            return new WriteResult(path, content.Length) { ETag = entry.ETag, LastModified = entry.LastModified };
        }
    }

    public void Remove(StoragePath path)
    {
        lock (_gate)
        {
            _objects.Remove(path);
        }
    }

    public void Copy(StoragePath source, StoragePath destination, bool overwrite, bool removesSource)
    {
        lock (_gate)
        {
            ScriptedObject moved = _objects.GetValueOrDefault(source) ?? throw Failure(StorageErrorKind.NotFound, "there is no such object.");
            if (!overwrite && _objects.ContainsKey(destination))
            {
                throw Failure(StorageErrorKind.AlreadyExists, "the destination exists and Overwrite is false.");
            }

            _objects[destination] = removesSource ? moved.MovedTo(destination) : moved.CopiedTo(destination, time.GetUtcNow(), NextTag());
            if (removesSource)
            {
                _objects.Remove(source);
            }
        }
    }

    public IReadOnlyList<StorageEntry> Below(StoragePath prefix)
    {
        lock (_gate)
        {
            return [.. _objects.Values.Select(stored => stored.Entry).Where(entry => entry.Path != prefix && entry.Path.IsAtOrBelow(prefix))];
        }
    }

    public static StorageException Failure(StorageErrorKind kind, string detail) => new(new StorageFault(kind, detail), null);

    private string? NextTag() => hasTags ? (++_lastTag).ToString("x8", CultureInfo.InvariantCulture) : null;
}
