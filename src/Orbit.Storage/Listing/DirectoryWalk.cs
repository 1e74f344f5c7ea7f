using Orbit.Storage.Transport;

namespace Orbit.Storage.Listing;

/// <summary>
/// The way of one listing through a store: one level where the store shows all that is asked for at once, else the directories in pre-order.
/// Where each level comes in order, so does the whole. It holds the levels from the top to where it is, so that memory is depth × page and not the number of directories.
/// </summary>
internal sealed class DirectoryWalk : IAsyncDisposable
{
    /// <summary>The most directories that are open ahead of a listing, over all its levels: it bounds handles and memory.</summary>
    public const int MaxAhead = 64;

    private readonly StorageBackend _backend;
    private readonly bool _walks;
    private readonly CancellationToken _cancellationToken;

    public DirectoryWalk(StorageBackend backend, StoragePath path, ListOptions options, CancellationToken cancellationToken)
    {
        StorageCapabilities can = backend.Capabilities;
        _backend = backend;
        _walks = options.Recursive && !can.RecursiveListing;
        _cancellationToken = cancellationToken;
        Filter = new EntryFilter(options, can.PathRules, options.Recursive && can.RecursiveListing);
        Options = Filter.LeavesOut ? options : options.ForFewEntries();
        Level = new DirectoryLevel(this, path, Open(path), null);
    }

    public EntryFilter Filter { get; }

    public ListOptions Options { get; }

    /// <summary>Where the walk is; null when it has come to its end.</summary>
    public DirectoryLevel? Level { get; private set; }

    /// <summary>How many directories are open ahead.</summary>
    public int Ahead { get; set; }

    /// <summary>Whether directories found at a depth are walked into.</summary>
    public bool EntersBelow(int depth) => _walks && (Options.MaxDepth is not { } limit || depth < limit);

    public PageCursor Open(StoragePath path) => new(new GuardedPageSource(_backend, StorageOperation.List, path, Options), _cancellationToken);

    public void Enter(StorageEntry directory, long wanted) => Level = Level!.Descend(directory, wanted);

    public async ValueTask LeaveAsync()
    {
        DirectoryLevel level = Level!;
        Level = level.Parent;
        await level.DisposeAsync().ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        while (Level is not null)
        {
            await LeaveAsync().ConfigureAwait(false);
        }
    }
}
