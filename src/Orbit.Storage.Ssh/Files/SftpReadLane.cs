using System.Collections.Concurrent;
using Orbit.Storage.Ssh.Connection;
using Renci.SshNet.Common;
using Renci.SshNet.Sftp;

namespace Orbit.Storage.Ssh.Files;

/// <summary>
/// The handles of one file on one connection. Each has one request under way at a time, so that no byte is fetched that nobody asked for: SSH.NET's own
/// read-ahead sends what a seek then throws away (docs/decisions/0106). The last user to leave closes them.
/// </summary>
internal sealed class SftpReadLane(SshStore store, SftpLease lease, string name) : IAsyncDisposable
{
    /// <summary>The most handles of one file on one connection.</summary>
    public const int MostHandles = 64;

    // SSH.NET asks for as much at once as its buffer holds behind a header, and no more than a packet takes.
    private const int LargestPacket = 65536;
    private const int Header = 13;

    private static readonly TimeSpan ClosingTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan WaitForIdle = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentStack<SftpFileStream> _idle = new();
    private readonly SemaphoreSlim _available = new(0);
    private readonly TaskCompletionSource _isDrained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _open;
    private int _opening;
    private int _users = 1;
    private int _ranges;
    private long _answeredAt = store.Time.GetTimestamp();
    private volatile bool _isBroken;

    /// <summary>How many bytes one request brings.</summary>
    public int ChunkSize { get; } = (int)Math.Min(lease.Client.BufferSize, LargestPacket) - Header;

    public bool IsBroken => _isBroken || !lease.IsConnected;

    public bool IsOnSameAs(SftpReadLane other) => lease.IsOnSameAs(other.Lease);

    /// <summary>Whether more handles may be opened than at first: only where a replaced file is sure to have another time.</summary>
    public bool MayGrow { get; init; }

    /// <summary>Whether handles are being opened now.</summary>
    public bool IsOpening => Volatile.Read(ref _opening) > 0;

    /// <summary>How many handles were opened so far.</summary>
    public int Opened => Volatile.Read(ref _open);

    /// <summary>How many ranges are read over it now.</summary>
    public int Ranges => Volatile.Read(ref _ranges);

    /// <summary>Whether another request can be sent without waiting for one that is under way.</summary>
    public bool HasRoom => _available.CurrentCount > 0 || (MayGrow && Opened < MostHandles && store.Handles.HasRoom);

    /// <summary>Opens handles, at least one, so that what is refused is refused before anything is read, and all are of one version.</summary>
    /// <param name="count">How many at most.</param>
    public async Task OpenAsync(long count)
    {
        Task first = OpenIdleAsync();
        List<Task> more = [];
        while (more.Count < Math.Min(count, MostHandles) - 1 && store.Handles.HasRoom)
        {
            more.Add(OpenIdleAsync());
        }

        // One is enough; a server that has no more to give says so for the others.
        await Task.WhenAll(more).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await first.ConfigureAwait(false);
    }

    /// <summary>Begins a range.</summary>
    /// <param name="source">The version that is read; null for a file that is still being written.</param>
    /// <param name="span">Which bytes.</param>
    public SftpRangeBody Begin(SftpRangeSource? source, ByteSpan span)
    {
        Interlocked.Increment(ref _ranges);
        return new SftpRangeBody(source, this, span);
    }

    /// <summary>Hears that a range has ended.</summary>
    public void End() => Interlocked.Decrement(ref _ranges);

    /// <summary>Asks for a chunk; what comes waits in the handle, which is to be given back.</summary>
    public async Task<SftpFileStream> FetchAsync(long offset)
    {
        Interlocked.Increment(ref _users);
        SftpFileStream? handle = null;
        try
        {
            handle = await TakeAsync().ConfigureAwait(false);

            // A jump there and back drops the read-ahead, whatever it holds.
            handle.Position = long.MaxValue;
            handle.Position = offset;
            _ = await handle.ReadAsync(Memory<byte>.Empty, CancellationToken.None).ConfigureAwait(false);
            Volatile.Write(ref _answeredAt, store.Time.GetTimestamp());
            return handle;
        }
        catch (Exception failure)
        {
            _isBroken |= SftpErrors.IsLost(failure);
            Return(handle);
            throw;
        }
    }

    public void Return(SftpFileStream? handle)
    {
        if (handle is not null)
        {
            Keep(handle);
        }

        Leave();
    }

    /// <summary>Hears that somebody has waited in vain. Where nothing has answered for long, the next one asks on another connection.</summary>
    public void NoteGivenUp()
    {
        if (store.Time.GetElapsedTime(Volatile.Read(ref _answeredAt)) > Silence)
        {
            _isBroken = true;
            lease.Break();
        }
    }

    /// <summary>Gives back what a request that nobody waits for any more will bring.</summary>
    public async Task ReturnWhenDoneAsync(Task<SftpFileStream> fetch)
    {
        try
        {
            Return(await fetch.ConfigureAwait(false));
        }
        catch (Exception failure) when (failure is SshException or IOException or ObjectDisposedException or NotSupportedException or OperationCanceledException)
        {
            // It has left already, and who asked has heard of another failure.
        }
    }

    /// <summary>Waits for the requests under way, and closes the handles. Where answers are slow to come, that goes on when this has returned.</summary>
    public async ValueTask DisposeAsync()
    {
        Leave();
        Task closing = CloseAsync();
        await closing.WaitAsync(ClosingTime, store.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task CloseAsync()
    {
        await _isDrained.Task.ConfigureAwait(false);
        await Task.WhenAll(_idle.Select(CloseAsync)).ConfigureAwait(false);
        store.Handles.Return(_open);
        await lease.DisposeAsync().ConfigureAwait(false);
    }

    // Who gives up waiting for it must not close the lane before it is there to be closed.
    private async Task OpenIdleAsync()
    {
        Interlocked.Increment(ref _users);
        try
        {
            Keep(await OpenAsync().ConfigureAwait(false));
        }
        finally
        {
            Leave();
        }
    }

    private SftpLease Lease => lease;

    private async Task<SftpFileStream> TakeAsync()
    {
        bool mayOpen = MayGrow && Opened < MostHandles && store.Handles.HasRoom;
        if (await _available.WaitAsync(mayOpen ? TimeSpan.Zero : WaitForIdle).ConfigureAwait(false) && _idle.TryPop(out SftpFileStream? idle))
        {
            return idle;
        }

        // Those who hold the others may wait for this very one.
        return await OpenAsync().ConfigureAwait(false);
    }

    private async Task<SftpFileStream> OpenAsync()
    {
        Interlocked.Increment(ref _open);
        Interlocked.Increment(ref _opening);
        store.Handles.Take();
        try
        {
            return await lease.Client.OpenAsync(name, FileMode.Open, FileAccess.Read, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception)
        {
            Interlocked.Decrement(ref _open);
            store.Handles.Return(1);
            throw;
        }
        finally
        {
            Interlocked.Decrement(ref _opening);
        }
    }

    private void Keep(SftpFileStream handle)
    {
        _idle.Push(handle);
        _available.Release();
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            _isDrained.TrySetResult();
        }
    }

    private static async Task CloseAsync(SftpFileStream handle)
    {
        try
        {
            await handle.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception closing) when (closing is SshException or ObjectDisposedException)
        {
            // The connection is gone, and the handle with it.
        }
    }
}
