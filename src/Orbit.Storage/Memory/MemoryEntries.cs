namespace Orbit.Storage.Memory;

/// <summary>
/// The single-entry operations. One lock orders all changes; whoever reads takes the index as it is at that moment and needs none.
/// </summary>
internal sealed partial class MemoryEntries
{
    private readonly object _gate = new();
    private readonly IStorageBackend _owner;
    private readonly TimeProvider _time;
    private readonly MemoryVersions? _versions;
    private readonly long _maxBytes;
    private volatile MemoryIndex _index = MemoryIndex.Empty;
    private MemoryNode _root;
    private long _storedBytes;
    private long _lastTag;

    public MemoryEntries(IStorageBackend owner, MemoryBackendOptions options, TimeProvider time)
    {
        _owner = owner;
        _time = time;
        IsFlat = options.FlatKeys;
        _maxBytes = options.MaxBytes ?? long.MaxValue;
        _versions = options.KeepVersions ? new MemoryVersions() : null;
        _root = NewDirectory("", null);
    }

    public bool IsFlat { get; }

    /// <summary>The index as it is now.</summary>
    public MemoryIndex Index => _index;

    public long StoredBytes
    {
        get
        {
            lock (_gate)
            {
                return _storedBytes;
            }
        }
    }

    public MemoryNode Get(StoragePath path) => Find(path) ?? throw new StorageException(StorageErrorKind.NotFound, "nothing is there.");

    public MemoryNode GetObject(StoragePath path, string? versionId)
    {
        MemoryNode? node;
        if (versionId is null)
        {
            node = Get(path);
        }
        else
        {
            lock (_gate)
            {
                node = _versions?.Find(path.Value, versionId) ?? throw new StorageException(StorageErrorKind.NotFound, $"it has no version '{versionId}'.");
            }
        }

        return node.IsDirectory ? throw new StorageException(StorageErrorKind.IsADirectory, "it is a directory.") : node;
    }

    public void SetAttributes(StoragePath path, StorageAttributes attributes)
    {
        lock (_gate)
        {
            MemoryNode node = Get(path);
            MemoryNode changed = node with
            {
                Permissions = attributes.Permissions ?? node.Permissions,
                Owner = Merge(node.Owner, attributes.Owner),
                LastModified = attributes.LastModified?.ToUniversalTime() ?? node.LastModified,
                LastAccessed = attributes.LastAccessed?.ToUniversalTime() ?? node.LastAccessed,
                Created = attributes.Created?.ToUniversalTime() ?? node.Created,
                ContentType = attributes.ContentType ?? node.ContentType,
                Metadata = attributes.Metadata is { } metadata ? MemoryNode.Keep(metadata) : node.Metadata,
                ExtendedAttributes = attributes.ExtendedAttributes is { } extended
                    ? node.ExtendedAttributes.SetItems(extended.Select(static pair => KeyValuePair.Create(pair.Key, (ReadOnlyMemory<byte>)pair.Value.ToArray())))
                    : node.ExtendedAttributes,
            };
            if (node.Key.Length == 0)
            {
                _root = changed;
                return;
            }

            _index = _index.With(changed);
            if (!changed.IsDirectory)
            {
                _versions?.Replace(changed);
            }
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            // Writes under way hold the rest, and give it back when they end.
            _storedBytes -= _versions?.Clear() ?? _index.StartingWith("").Sum(static node => node.Content.Length);
            _index = MemoryIndex.Empty;
        }
    }

    /// <summary>Takes room for content that is going to be stored.</summary>
    public void Charge(long bytes)
    {
        lock (_gate)
        {
            if (bytes > _maxBytes - _storedBytes)
            {
                throw new StorageException(StorageErrorKind.QuotaExceeded, $"{bytes} bytes more than the {_storedBytes} stored exceed the {_maxBytes} of {nameof(MemoryBackendOptions.MaxBytes)}.");
            }

            _storedBytes += bytes;
        }
    }

    /// <summary>Gives room back.</summary>
    public void Refund(long bytes)
    {
        lock (_gate)
        {
            _storedBytes -= bytes;
        }
    }

    private static StorageOwner? Merge(StorageOwner? present, StorageOwner? wanted) => wanted is null ? present : new StorageOwner
    {
        UserId = wanted.UserId ?? present?.UserId,
        GroupId = wanted.GroupId ?? present?.GroupId,
        UserName = wanted.UserName ?? present?.UserName,
        GroupName = wanted.GroupName ?? present?.GroupName,
    };

    private MemoryNode? Find(StoragePath path) =>
        path.IsRoot ? _root : _index.Find(path.Value) ?? (IsFlat ? null : _index.Find(path.Value + StoragePath.Separator));
}
