using Orbit.Storage.Ssh.Connection;
using Orbit.Storage.Ssh.Files;
using Orbit.Storage.Transport;
using Renci.SshNet.Common;
using Renci.SshNet.Sftp;

namespace Orbit.Storage.Ssh;

/// <summary>
/// Reads one file at one version. The protocol has no name for a version, so that size and time of the last change stand for it: they are compared again
/// after handles were opened and where a read comes to the end of the file.
/// </summary>
internal sealed class SftpRangeSource : IRangeSource
{
    // A file that was written within the time that two clocks may differ by may be replaced by one of the same size and time.
    private static readonly TimeSpan Unsettled = TimeSpan.FromSeconds(10);

    private readonly SshStore _store;
    private readonly StoragePath _path;
    private readonly ISftpFile _file;
    private readonly SemaphoreSlim _gate = new(1);
    private readonly List<SftpReadLane> _abandoned = [];
    private SftpReadLane _lane;
    private int _checked;

    private SftpRangeSource(SshStore store, StoragePath path, ISftpFile file, SftpReadLane lane)
    {
        _store = store;
        _path = path;
        _file = file;
        _lane = lane;
        Entry = SftpDescriber.Describe(path, file.Attributes);
    }

    public StorageEntry Entry { get; }

    public static async Task<SftpRangeSource> OpenAsync(SshStore store, StoragePath path, ReadOptions options, CancellationToken cancellationToken)
    {
        SftpLease lease = await store.Sessions.LeaseAsync(cancellationToken).ConfigureAwait(false);
        SftpReadLane? lane = null;
        try
        {
            ISftpFile file = await store.RunAsync(lease, view => view.Find(path), cancellationToken).ConfigureAwait(false);
            if (!file.IsRegularFile || file.Length < 0)
            {
                throw file.IsDirectory ? SftpErrors.IsADirectory() : new StorageException(StorageErrorKind.Unsupported, "it is neither a file nor a directory.");
            }

            lane = NewLane(store, lease, file);
            await lane.OpenAsync(HandlesFor(lane, file.Length, options.Range)).WaitAsync(cancellationToken).ConfigureAwait(false);
            return new SftpRangeSource(store, path, file, lane);
        }
        catch
        {
            IAsyncDisposable owner = lane is null ? lease : lane;
            await owner.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async Task<IRangeBody> OpenAsync(ByteSpan span, CancellationToken cancellationToken)
    {
        SftpReadLane lane = await LaneAsync(cancellationToken).ConfigureAwait(false);
        return new SftpRangeBody(this, lane, span);
    }

    public async ValueTask DisposeAsync()
    {
        await _lane.DisposeAsync().ConfigureAwait(false);
        foreach (SftpReadLane abandoned in _abandoned)
        {
            await abandoned.DisposeAsync().ConfigureAwait(false);
        }

        _gate.Dispose();
    }

    /// <summary>Says whether the version must be compared: handles were opened since the last time, or the file's end is reached.</summary>
    public bool NeedsCheck(SftpReadLane lane, ByteSpan span) => span.End == Entry.Size || lane.Opened != Volatile.Read(ref _checked);

    /// <summary>Compares what is under the name with what was there when the read began.</summary>
    /// <param name="lane">Through which handles it is read.</param>
    /// <param name="opening">What opens handles still: what is under the name must be seen after that.</param>
    public async Task CheckAsync(SftpReadLane lane, IReadOnlyList<Task> opening)
    {
        await Task.WhenAll(opening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        int opened = lane.Opened;
        ISftpFile? now = await _store.RunAsync(view => view.TryFind(_path), CancellationToken.None).ConfigureAwait(false);

        // A file that was removed is read to its end through the handles that are open.
        if (now is not null && (now.Length != Entry.Size || SftpDescriber.TimeOf(now.LastWriteTimeUtc) != Entry.LastModified))
        {
            throw now.Length < Entry.Size
                ? Cut(now.Length)
                : new StorageException(StorageErrorKind.ObjectChanged, "the file was changed or replaced while it was read; read it again.");
        }

        Volatile.Write(ref _checked, opened);
    }

    public StorageException Cut(long size) => new(StorageErrorKind.LengthMismatch, $"the file was cut to {size} bytes while it was read; it had {Entry.Size}.");

    /// <summary>Words a failure of a handle.</summary>
    public static Exception Translate(Exception failure) => failure switch
    {
        SftpPathNotFoundException => new StorageException(StorageErrorKind.ObjectChanged, "the file was removed or renamed while it was read.", failure),
        ObjectDisposedException => SftpErrors.Lost(failure),
        _ => failure,
    };

    private static SftpReadLane NewLane(SshStore store, SftpLease lease, ISftpFile file) =>
        new(store, lease, file.FullName) { MayGrow = store.Time.GetUtcNow() - SftpDescriber.TimeOf(file.LastWriteTimeUtc) > Unsettled };

    private static long HandlesFor(SftpReadLane lane, long size, ByteRange? range)
    {
        long wanted = Math.Min(size, range?.Length ?? size);
        return Math.Clamp((wanted + lane.ChunkSize - 1) / lane.ChunkSize, 1, SftpReadLane.MostHandles);
    }

    private async ValueTask<SftpReadLane> LaneAsync(CancellationToken cancellationToken)
    {
        if (!_lane.IsBroken)
        {
            return _lane;
        }

        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_lane.IsBroken)
            {
                SftpLease lease = await _store.Sessions.LeaseAsync(cancellationToken).ConfigureAwait(false);
                _abandoned.Add(_lane);
                _lane = NewLane(_store, lease, _file);
                _checked = 0;
                await _lane.OpenAsync(HandlesFor(_lane, _file.Length, null)).WaitAsync(cancellationToken).ConfigureAwait(false);
            }

            return _lane;
        }
        finally
        {
            _gate.Release();
        }
    }
}
