using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Orbit.Storage.Smb.Session;
using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb;

/// <summary>The directory in the share as the pieces of the backend see it: the way to it, the names in it, and how it is treated.</summary>
/// <remarks>
/// Files are read over a connection of their own: servers refuse to replace a file that is open, and Samba looks at the connection that asks. Each is made when it is first needed.
/// </remarks>
internal sealed class SmbStore : IAsyncDisposable
{
    private readonly SmbBackendOptions _options;
    private readonly SmbClient _readers;
    private volatile bool _isRootKnown;

    public SmbStore(ClientSettings settings, SmbBackendOptions options)
    {
        _options = options;
        Client = new SmbClient(settings, Closings);
        _readers = new SmbClient(settings, Closings);
        Paths = new SmbPath(options.Root);
    }

    /// <summary>What all but reading goes over.</summary>
    public SmbClient Client { get; }

    /// <summary>Files that are being closed: what cannot be done to a file that is open waits for them.</summary>
    public Closings Closings { get; } = new();

    /// <summary>How long the server took to answer; null before it was asked.</summary>
    public TimeSpan? RoundTrip => Client.RoundTrip ?? _readers.RoundTrip;

    public SmbPath Paths { get; }

    /// <summary>Who the store belongs to, for the names that listings make.</summary>
    public required IStorageBackend Owner { get; init; }

    /// <summary>The temporary files that writers of this backend fill now.</summary>
    public ConcurrentDictionary<string, bool> Living { get; } = new(StringComparer.OrdinalIgnoreCase);

    public required TimeProvider Time { get; init; }

    public required ILogger Logger { get; init; }

    /// <summary>Does something on the share, whose root is known to be there.</summary>
    /// <param name="work">Does it; it may be called again where the server has forgotten the session.</param>
    /// <param name="state">What <paramref name="work"/> gets.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<TResult> RunAsync<TState, TResult>(Func<SmbShare, TState, CancellationToken, Task<TResult>> work, TState state, CancellationToken cancellationToken) =>
        RunAsync(Client, work, state, cancellationToken);

    /// <summary>The same for what looks at a name: where nothing is there, it looks a second time.</summary>
    public Task<TResult> LookAsync<TState, TResult>(Func<SmbShare, TState, CancellationToken, Task<TResult>> work, TState state, CancellationToken cancellationToken) =>
        RunAsync(Client, LookTwiceAsync, (work, state), cancellationToken);

    /// <summary>The same over the connection that files are read by.</summary>
    public Task<TResult> ReadAsync<TState, TResult>(Func<SmbShare, TState, CancellationToken, Task<TResult>> work, TState state, CancellationToken cancellationToken) =>
        RunAsync(_readers, LookTwiceAsync, (work, state), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _readers.DisposeAsync().ConfigureAwait(false);
        await Client.DisposeAsync().ConfigureAwait(false);
    }

    private Task<TResult> RunAsync<TState, TResult>(SmbClient client, Func<SmbShare, TState, CancellationToken, Task<TResult>> work, TState state, CancellationToken cancellationToken) => client.RunAsync(
        static async (share, call, token) =>
        {
            await call.store.FindRootAsync(share, token).ConfigureAwait(false);
            return await call.work(share, call.state, token).ConfigureAwait(false);
        },
        (store: this, work, state),
        cancellationToken);

    // For a moment in which another file takes the name, Samba finds none.
    private static async Task<TResult> LookTwiceAsync<TState, TResult>(
        SmbShare share, (Func<SmbShare, TState, CancellationToken, Task<TResult>> Work, TState State) call, CancellationToken cancellationToken)
    {
        try
        {
            return await call.Work(share, call.State, cancellationToken).ConfigureAwait(false);
        }
        catch (SmbStatusException missing) when (SmbErrors.MayBeReplaced(missing))
        {
            return await call.Work(share, call.State, cancellationToken).ConfigureAwait(false);
        }
    }

    private ValueTask FindRootAsync(SmbShare share, CancellationToken cancellationToken) =>
        _isRootKnown || Paths.Root.Length == 0 ? default : new ValueTask(LookForRootAsync(share, cancellationToken));

    private async Task LookForRootAsync(SmbShare share, CancellationToken cancellationToken)
    {
        try
        {
            FileDescription root = await SmbCalls.DescribeAsync(share, Paths.Root, cancellationToken).ConfigureAwait(false);
            if (!root.IsDirectory)
            {
                throw new StorageException(StorageErrorKind.NotADirectory, $"the root '{_options.Root}' is not a directory in the share; SmbBackendOptions.Root must name one.");
            }
        }
        catch (SmbStatusException missing) when (SmbErrors.IsMissing(missing))
        {
            if (!_options.CreateRoot)
            {
                throw new StorageException(
                    StorageErrorKind.ContainerNotFound, $"the root '{_options.Root}' does not exist in the share '{_options.Share}'; make the directory, correct SmbBackendOptions.Root, or set CreateRoot = true.", missing);
            }

            await new SmbDirectoryMaker(share).MakeAsync(Paths.Root, cancellationToken).ConfigureAwait(false);
        }

        _isRootKnown = true;
    }
}
