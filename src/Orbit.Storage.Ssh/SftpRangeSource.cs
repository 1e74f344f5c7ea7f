using Orbit.Storage.Ssh.Connection;
using Orbit.Storage.Ssh.Files;
using Orbit.Storage.Transport;
using Renci.SshNet.Common;
using Renci.SshNet.Sftp;

namespace Orbit.Storage.Ssh;

/// <summary>
/// Reads one file at one version. The protocol has no name for a version: handles that are open keep theirs, and size and time of the last change are compared
/// again after others were opened and where a read comes to the end of the file (docs/decisions/0107).
/// </summary>
internal sealed class SftpRangeSource : IRangeSource
{
    private readonly SshStore _store;
    private readonly StoragePath _path;
    private readonly SftpReadLanes _lanes;
    private int _checked;

    private SftpRangeSource(SshStore store, StoragePath path, ISftpFile file, SftpReadLanes lanes)
    {
        _store = store;
        _path = path;
        _lanes = lanes;
        Entry = SftpDescriber.Describe(path, file.Attributes);
    }

    public StorageEntry Entry { get; }

    /// <summary>Opens a file. A small one that is near is read by that.</summary>
    public static async Task<IRangeSource> OpenAsync(SshStore store, StoragePath path, ReadOptions options, CancellationToken cancellationToken)
    {
        SftpLease lease = await store.Sessions.LeaseAsync(cancellationToken).ConfigureAwait(false);
        IAsyncDisposable owner = lease;
        try
        {
            (ISftpFile file, byte[]? content) = await store.RunAsync(lease, view => Look(store, view, path), cancellationToken).ConfigureAwait(false);
            if (content is not null)
            {
                await lease.DisposeAsync().ConfigureAwait(false);
                return new SftpSmallSource(SftpDescriber.Describe(path, file.Attributes), content);
            }

            SftpReadLanes lanes = new(store, file, options.Range);
            owner = lanes;
            await lanes.OpenAsync(lease, cancellationToken).ConfigureAwait(false);
            return new SftpRangeSource(store, path, file, lanes);
        }
        catch (Exception failure)
        {
            await owner.DisposeAsync().ConfigureAwait(false);
            if (failure is ObjectDisposedException)
            {
                throw SftpErrors.Lost(failure);
            }

            throw;
        }
    }

    public async Task<IRangeBody> OpenAsync(ByteSpan span, CancellationToken cancellationToken)
    {
        try
        {
            SftpReadLane lane = await _lanes.NextAsync(cancellationToken).ConfigureAwait(false);
            return lane.Begin(this, span);
        }
        catch (Exception failure) when (failure is SftpPathNotFoundException or ObjectDisposedException)
        {
            throw Translate(failure);
        }
    }

    public ValueTask DisposeAsync() => _lanes.DisposeAsync();

    /// <summary>Says whether the version must be compared: handles were opened since the last time, or the file's end is reached.</summary>
    public bool NeedsCheck(ByteSpan span) => span.End == Entry.Size || _lanes.Opened != Volatile.Read(ref _checked);

    /// <summary>Compares what is under the name with what was there when the read began.</summary>
    /// <param name="opening">What opens handles still: what is under the name must be seen after that.</param>
    public async Task CheckAsync(IReadOnlyList<Task> opening)
    {
        await Task.WhenAll(opening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        int opened = _lanes.Opened;
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

    private static (ISftpFile File, byte[]? Content) Look(SshStore store, SftpView view, StoragePath path)
    {
        bool isNear = store.Sessions.RoundTrip.IsShort;
        if (isNear && store.Files.TryTake(view.NameOf(path)) is { } listed && SftpSmallFile.TryReadListed(view, path, listed) is { } known)
        {
            return known;
        }

        ISftpFile file = FindFile(view, path);
        if (!isNear || file.Length > SftpSmallFile.Limit)
        {
            return (file, null);
        }

        return SftpSmallFile.TryRead(view, path, file) is { } read ? read : (FindFile(view, path), null);
    }

    private static ISftpFile FindFile(SftpView view, StoragePath path)
    {
        ISftpFile file = view.Find(path);
        if (file.IsRegularFile && file.Length >= 0)
        {
            return file;
        }

        throw file.IsDirectory ? SftpErrors.IsADirectory() : new StorageException(StorageErrorKind.Unsupported, "it is neither a file nor a directory.");
    }
}
