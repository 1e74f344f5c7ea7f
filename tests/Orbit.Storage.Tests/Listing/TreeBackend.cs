using Orbit.Storage.Resilience;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Tests.Listing;

/// <summary>A tree in memory behind scripted pages: it counts what is asked, and fails where it is told to.</summary>
internal sealed class TreeBackend(StorageCapabilities? capabilities = null, StorageServices? services = null, RetryOptions? retry = null)
    : StorageBackend(new TreeOptions { Retry = retry ?? new RetryOptions { MaxAttempts = 1 } }, services ?? StorageServices.Default)
{
    private readonly object _gate = new();
    private readonly Dictionary<StoragePath, StorageEntry> _entries = [];
    private readonly Dictionary<StoragePath, SortedList<StoragePath, StorageEntry>> _children = [];

    public static StorageCapabilities OneLevel { get; } = new() { PathRules = StoragePathRules.Posix, RealDirectories = true };

    public static StorageCapabilities Flat { get; } = new() { RecursiveListing = true, OrderedListing = true, BulkDeleteLimit = 1 };

    public override string Name => "tree";

    public override StorageCapabilities Capabilities { get; } = capabilities ?? OneLevel;

    /// <summary>Each page asked for, as "path@continuation".</summary>
    public List<string> Requests { get; } = [];

    public List<string> Deleted { get; } = [];

    public List<int> Batches { get; } = [];

    public int OpenSources { get; private set; }

    public int MostOpenSources { get; private set; }

    public int LargestPage { get; private set; }

    public int DeletesUnderWay { get; private set; }

    public int MostDeletesUnderWay { get; private set; }

    /// <summary>Called before each page; may wait, fail, or give another page.</summary>
    public Func<StoragePath, string?, CancellationToken, Task<ListPage?>>? OnPage { get; set; }

    /// <summary>Called before each delete; may wait or fail.</summary>
    public Func<StoragePath, CancellationToken, Task>? OnDelete { get; set; }

    /// <summary>Called with each bulk request; gives the answers.</summary>
    public Func<IReadOnlyList<StoragePath>, IReadOnlyList<StorageFault?>>? OnBatch { get; set; }

    /// <summary>Called when a source is closed; may fail.</summary>
    public Action? OnClose { get; set; }

    public int PageSize { get; set; } = 1000;

    protected override TransferOptions DefaultTransfer { get; } = new() { PartSize = 1, Concurrency = 1, WindowSize = 1 };

    public string[] Remaining
    {
        get
        {
            lock (_gate)
            {
                return [.. _entries.Keys.Order().Select(path => path.Value)];
            }
        }
    }

    public int DeletedCount
    {
        get
        {
            lock (_gate)
            {
                return Deleted.Count;
            }
        }
    }

    public void Without(params string[] paths)
    {
        lock (_gate)
        {
            foreach (string path in paths)
            {
                Drop(path);
            }
        }
    }

    /// <summary>Adds entries: "a/b/" is a directory, "a/b@" a symbolic link, all else a file. Parents are made.</summary>
    public TreeBackend With(params string[] paths)
    {
        lock (_gate)
        {
            foreach (string path in paths)
            {
                StoragePath plain = path.TrimEnd('/', '@');
                for (StoragePath parent = plain.Parent; Capabilities.RealDirectories && !parent.IsRoot && !_entries.ContainsKey(parent); parent = parent.Parent)
                {
                    Add(new StorageEntry(parent, StorageEntryKind.Directory));
                }

                Add(new StorageEntry(plain, path[^1] switch { '/' => StorageEntryKind.Directory, '@' => StorageEntryKind.SymbolicLink, _ => StorageEntryKind.File }));
            }
        }

        return this;
    }

    protected override IPageSource OpenPagesCore(StoragePath path, ListOptions options)
    {
        lock (_gate)
        {
            MostOpenSources = Math.Max(MostOpenSources, ++OpenSources);
        }

        return new Source(this, path, options);
    }

    protected override Task<StorageEntry> StatCoreAsync(StoragePath path, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return path.IsRoot ? Task.FromResult(new StorageEntry(path, StorageEntryKind.Directory))
                : _entries.TryGetValue(path, out StorageEntry? entry) ? Task.FromResult(entry)
                : throw new StorageException(StorageErrorKind.NotFound, "nothing is there.");
        }
    }

    protected override async Task DeleteCoreAsync(StoragePath path, DeleteOptions options, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            MostDeletesUnderWay = Math.Max(MostDeletesUnderWay, ++DeletesUnderWay);
        }

        try
        {
            await (OnDelete?.Invoke(path, cancellationToken) ?? Task.CompletedTask);
            Remove(path);
        }
        finally
        {
            lock (_gate)
            {
                DeletesUnderWay--;
            }
        }
    }

    protected override Task<IReadOnlyList<StorageFault?>> DeleteBatchCoreAsync(IReadOnlyList<StoragePath> paths, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            Batches.Add(paths.Count);
        }

        IReadOnlyList<StorageFault?> answers = OnBatch?.Invoke(paths) ?? new StorageFault?[paths.Count];
        foreach ((StoragePath path, StorageFault? fault) in paths.Zip(answers))
        {
            if (fault is null)
            {
                Remove(path);
            }
        }

        return Task.FromResult(answers);
    }

    protected internal override StorageFault? Classify(Exception failure) =>
        failure is InvalidDataException ? new StorageFault(StorageErrorKind.Network, failure.Message) : null;

    protected override Task<IRangeSource> OpenRangesCoreAsync(StoragePath path, ReadOptions options, CancellationToken cancellationToken) => throw new NotSupportedException();

    protected override Task<IPartSink> OpenSinkCoreAsync(WriteRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    protected override Task CreateDirectoryCoreAsync(StoragePath path, CreateDirectoryOptions options, CancellationToken cancellationToken) => throw new NotSupportedException();

    protected override Task RenameCoreAsync(StoragePath source, StoragePath destination, RenameOptions options, CancellationToken cancellationToken) => throw new NotSupportedException();

    protected override Task SetAttributesCoreAsync(StoragePath path, StorageAttributes attributes, CancellationToken cancellationToken) => throw new NotSupportedException();

    protected override Task<StorageAttributes> GetAttributesCoreAsync(StoragePath path, CancellationToken cancellationToken) => throw new NotSupportedException();

    // A directory stands where what is in it begins.
    private static StoragePath Key(StorageEntry entry) => entry.Kind == StorageEntryKind.Directory ? entry.Path.Value + "/" : entry.Path;

    private void Add(StorageEntry entry)
    {
        _entries[entry.Path] = entry;
        if (!_children.TryGetValue(entry.Path.Parent, out SortedList<StoragePath, StorageEntry>? siblings))
        {
            _children[entry.Path.Parent] = siblings = [];
        }

        siblings[Key(entry)] = entry;
    }

    private void Drop(StoragePath path)
    {
        if (_entries.Remove(path, out StorageEntry? entry))
        {
            _children[path.Parent].Remove(Key(entry));
        }
    }

    private void Remove(StoragePath path)
    {
        lock (_gate)
        {
            if (Capabilities.RealDirectories && _children.TryGetValue(path, out SortedList<StoragePath, StorageEntry>? content) && content.Count > 0)
            {
                throw new StorageException(StorageErrorKind.DirectoryNotEmpty, "it has content.");
            }

            Drop(path);
            Deleted.Add(path.Value);
        }
    }

    private IEnumerable<StorageEntry> Below(StoragePath path, bool isDeep) => isDeep
        ? _entries.Values.Where(entry => entry.Path != path && entry.Path.IsAtOrBelow(path)).OrderBy(Key)
        : _children.TryGetValue(path, out SortedList<StoragePath, StorageEntry>? content) ? content.Values : [];

    private ListPage Page(StoragePath path, ListOptions options, string? continuation)
    {
        lock (_gate)
        {
            if (Capabilities.RealDirectories && !path.IsRoot && !(_entries.TryGetValue(path, out StorageEntry? found) && found.Kind == StorageEntryKind.Directory))
            {
                throw new StorageException(_entries.ContainsKey(path) ? StorageErrorKind.NotADirectory : StorageErrorKind.NotFound, "there is no such directory.");
            }

            bool isDeep = options.Recursive && Capabilities.RecursiveListing;
            StoragePath after = continuation is null ? StoragePath.Root : continuation;
            int size = options.PageSize ?? PageSize;
            StorageEntry[] rest =
            [
                .. Below(path, isDeep).Where(entry => Key(entry) > after).Take(size + 1),
            ];
            bool hasMore = rest.Length > size;
            StorageEntry[] entries = hasMore ? rest[..size] : rest;
            LargestPage = Math.Max(LargestPage, entries.Length);
            return new ListPage(entries, hasMore, hasMore ? Key(entries[^1]).Value : null) { DirectoryIdentity = path.ToString() };
        }
    }

    private sealed class TreeOptions : StorageBackendOptions;

    private sealed class Source(TreeBackend tree, StoragePath path, ListOptions options) : IPageSource
    {
        private bool _isDisposed;

        public async Task<ListPage> ReadPageAsync(string? continuation, CancellationToken cancellationToken)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            lock (tree._gate)
            {
                tree.Requests.Add($"{path}@{continuation}");
            }

            ListPage? page = tree.OnPage is { } hook ? await hook(path, continuation, cancellationToken) : null;
            return page ?? tree.Page(path, options, continuation);
        }

        public ValueTask DisposeAsync()
        {
            lock (tree._gate)
            {
                tree.OpenSources -= _isDisposed ? 0 : 1;
                _isDisposed = true;
            }

            tree.OnClose?.Invoke();
            return default;
        }
    }
}
