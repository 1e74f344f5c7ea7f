using System.Globalization;
using Orbit.Storage.Ssh.Connection;
using Orbit.Storage.Ssh.Files;
using Orbit.Storage.Transport;
using Renci.SshNet.Common;
using Renci.SshNet.Sftp;

namespace Orbit.Storage.Ssh;

/// <summary>
/// Lists one directory by one handle that stays open between pages, with the attributes that come along: memory is one page, however many entries
/// there are. A directory whose connection breaks half way is not listed again from its start, which would show entries twice.
/// </summary>
internal sealed class SftpPageSource(SshStore store, StoragePath path, ListOptions options) : IPageSource
{
    private const int EntriesPerPage = 1000;

    private readonly SftpLinks _links = new(store, options.FollowSymbolicLinks);
    private SftpLease? _lease;
    private IAsyncEnumerator<ISftpFile>? _entries;
    private Task<bool>? _step;
    private string? _directory;
    private List<StorageEntry> _batch = [];
    private long _page;
    private bool _hasShown;

    public async Task<ListPage> ReadPageAsync(string? continuation, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is SshException or ObjectDisposedException)
        {
            bool isLost = SftpErrors.IsLost(failure);
            await CloseAsync(isLost).ConfigureAwait(false);
            StorageFault? fault = SftpErrors.Classify(failure);
            if (isLost && _hasShown && fault is not null)
            {
                throw new StorageException(new StorageFault(fault.Kind, $"{fault.Detail} The listing has shown a part of the directory; begin it again.") { IsTransient = false }, failure);
            }

            throw isLost ? SftpErrors.Lost(failure) : failure is SftpException ? Rethrown(failure) : SftpErrors.Lost(failure);
        }
    }

    public ValueTask DisposeAsync() => CloseAsync(isLost: false);

    private async Task<ListPage> ReadAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await OpenAsync(cancellationToken).ConfigureAwait(false);
        int size = options.PageSize ?? EntriesPerPage;
        bool hasMore = true;
        while (_batch.Count < size && (hasMore = await StepAsync(cancellationToken).ConfigureAwait(false)))
        {
            ISftpFile entry = _entries!.Current;
            StorageEntry? shown = SftpDescriber.Describe(PathOf(entry), entry.Attributes);
            if (entry.IsRegularFile && entry.Length is >= 0 and <= SftpSmallFile.Limit && store.Sessions.RoundTrip.IsShort)
            {
                store.Files.Note(FileVersion.Of(entry));
            }

            if (entry.IsSymbolicLink)
            {
                shown = await _links.ShowAsync(shown, entry.FullName, cancellationToken).ConfigureAwait(false);
            }

            if (shown is not null)
            {
                _batch.Add(shown);
            }

            _step = null;
        }

        // What a failed call found before its failure is in the batch for the call that is made again.
        List<StorageEntry> page = _batch;
        _batch = [];
        _hasShown = true;
        return new ListPage(page, hasMore, hasMore ? (++_page).ToString(CultureInfo.InvariantCulture) : null) { DirectoryIdentity = _directory };
    }

    private async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        if (_entries is not null)
        {
            return;
        }

        _lease = await store.Sessions.LeaseAsync(cancellationToken).ConfigureAwait(false);
        ISftpFile directory = await store.RunAsync(_lease, view => view.Find(path), cancellationToken).ConfigureAwait(false);
        if (!directory.IsDirectory)
        {
            throw SftpErrors.NotADirectory();
        }

        _directory = directory.FullName;
        _entries = SftpDirectory.ReadAsync(_lease.Client, directory.FullName).GetAsyncEnumerator(CancellationToken.None);
    }

    // A step that was cancelled goes on, and the next call waits for the same one.
    private Task<bool> StepAsync(CancellationToken cancellationToken) => (_step ??= _entries!.MoveNextAsync().AsTask()).WaitAsync(cancellationToken);

    private StoragePath PathOf(ISftpFile entry)
    {
        string name = SftpPath.FromWire(entry.Name);
        return StoragePath.FromStoredName(path.IsRoot ? name : $"{path.Value}/{name}", store.Owner);
    }

    private ValueTask CloseAsync(bool isLost)
    {
        (SftpLease? lease, IAsyncEnumerator<ISftpFile>? entries, Task<bool>? step) = (_lease, _entries, _step);
        (_lease, _entries, _step) = (null, null, null);
        if (isLost)
        {
            lease?.Abort();
        }

        // Whoever gives up a listing does not wait for an answer that may never come.
        Task closing = CloseAsync(lease, entries, step);
        return step is { IsCompleted: false } ? default : new ValueTask(closing);
    }

    private static async Task CloseAsync(SftpLease? lease, IAsyncEnumerator<ISftpFile>? entries, Task<bool>? step)
    {
        if (lease is null)
        {
            return;
        }

        await using (lease.ConfigureAwait(false))
        {
            await (step ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await (entries?.DisposeAsync().AsTask() ?? Task.CompletedTask).ConfigureAwait(false);
            }
            catch (Exception closing) when (closing is SshException or ObjectDisposedException)
            {
                // The connection is gone, and the handle with it.
            }
        }
    }

    private static StorageException Rethrown(Exception failure) => new(SftpErrors.Classify(failure)!, failure);
}
