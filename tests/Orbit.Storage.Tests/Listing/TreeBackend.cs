using Orbit.Storage.Resilience;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Tests.Listing;

/// <summary>A tree in memory behind scripted pages: it counts what is asked, and fails where it is told to.</summary>
internal sealed class TreeBackend(StorageCapabilities? capabilities = null, StorageServices? services = null, RetryOptions? retry = null)
    : StorageBackend(new TreeOptions { Retry = retry ?? new RetryOptions { MaxAttempts = 1 } }, services ?? StorageServices.Default)
{
    private readonly object _gate = new();
    private readonly SortedSet<StoragePath> _directories = [];
    private readonly SortedDictionary<StoragePath, StorageEntryKind> _leaves = [];

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
                return [.. _directories.Concat(_leaves.Keys).Order().Select(path => path.Value)];
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
                _directories.Remove(path);
                _leaves.Remove(path);
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
                for (StoragePath parent = plain.Parent; Capabilities.RealDirectories && !parent.IsRoot; parent = parent.Parent)
                {
                    _directories.Add(parent);
                }

                if (path.EndsWith('/'))
                {
                    _directories.Add(plain);
                }
                else
                {
                    _leaves[plain] = path.EndsWith('@') ? StorageEntryKind.SymbolicLink : StorageEntryKind.File;
                }
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
            return path.IsRoot || _directories.Contains(path) ? Task.FromResult(new StorageEntry(path, StorageEntryKind.Directory))
                : _leaves.TryGetValue(path, out StorageEntryKind kind) ? Task.FromResult(new StorageEntry(path, kind))
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

    private void Remove(StoragePath path)
    {
        lock (_gate)
        {
            if (_directories.Contains(path) && Below(path).Any())
            {
                throw new StorageException(StorageErrorKind.DirectoryNotEmpty, "it has content.");
            }

            _directories.Remove(path);
            _leaves.Remove(path);
            Deleted.Add(path.Value);
        }
    }

    private IEnumerable<StorageEntry> Below(StoragePath path) =>
        _directories.Select(directory => new StorageEntry(directory, StorageEntryKind.Directory))
            .Concat(_leaves.Select(leaf => new StorageEntry(leaf.Key, leaf.Value)))
            .Where(entry => entry.Path != path && entry.Path.IsAtOrBelow(path))
            .OrderBy(Key);

    // A directory stands where what is in it begins.
    private static StoragePath Key(StorageEntry entry) => entry.Kind == StorageEntryKind.Directory ? entry.Path.Value + "/" : entry.Path;

    private ListPage Page(StoragePath path, ListOptions options, string? continuation)
    {
        lock (_gate)
        {
            if (Capabilities.RealDirectories && _leaves.ContainsKey(path))
            {
                throw new StorageException(StorageErrorKind.NotADirectory, "it is a file.");
            }

            if (Capabilities.RealDirectories && !path.IsRoot && !_directories.Contains(path))
            {
                throw new StorageException(StorageErrorKind.NotFound, "nothing is there.");
            }

            bool isDeep = options.Recursive && Capabilities.RecursiveListing;
            StoragePath after = continuation is null ? StoragePath.Root : continuation;
            int size = options.PageSize ?? PageSize;
            StorageEntry[] rest =
            [
                .. Below(path)
                    .Where(entry => isDeep || entry.Path.RelativeTo(path).Depth == 1)
                    .Where(entry => Key(entry) > after)
                    .Take(size + 1),
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
