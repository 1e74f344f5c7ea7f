using System.Globalization;
using Orbit.Storage.Smb.Connection;
using Orbit.Storage.Smb.Session;
using Orbit.Storage.Smb.Wire;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Smb;

/// <summary>
/// Lists one directory by one handle that stays open between pages, the next answer on its way while the last is taken apart: memory is two answers of a megabyte and one page, however many entries there
/// are. A directory whose connection breaks half way is not listed again from its start, which would show entries twice.
/// </summary>
internal sealed class SmbPageSource(SmbStore store, StoragePath path, ListOptions options) : IPageSource
{
    private const int EntriesPerPage = 1000;

    private readonly CancellationTokenSource _closing = new();
    private SmbDirectory? _directory;
    private SmbReply? _reply;
    private Task<SmbReply?>? _next;
    private int _read;
    private long _page;

    public async Task<ListPage> ReadPageAsync(string? continuation, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception lost) when (_directory is not null && (SmbErrors.IsLost(lost) || lost is SmbStatusException))
        {
            Close();
            if (_page > 0)
            {
                throw SmbErrors.ListingBroken(lost);
            }

            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        Close();
        _closing.Dispose();
    }

    private async Task<ListPage> ReadAsync(CancellationToken cancellationToken)
    {
        _directory ??= await store.RunAsync(SmbDirectory.OpenAsync, store.Paths.ToWire(path), cancellationToken).ConfigureAwait(false);
        int size = options.PageSize ?? EntriesPerPage;
        List<StorageEntry> entries = new(Math.Min(size, EntriesPerPage));
        while (entries.Count < size && await HasEntriesAsync(cancellationToken).ConfigureAwait(false))
        {
            Take(entries, size);
        }

        bool hasMore = entries.Count == size;
        _page++;
        return new ListPage(entries, hasMore, hasMore ? _page.ToString(CultureInfo.InvariantCulture) : null);
    }

    private async ValueTask<bool> HasEntriesAsync(CancellationToken cancellationToken)
    {
        if (_reply is not null)
        {
            return true;
        }

        // A wait that is cancelled leaves the answer to the next call.
        _next ??= _directory!.ReadAsync(_closing.Token);
        _reply = await _next.WaitAsync(cancellationToken).ConfigureAwait(false);
        _read = 0;
        _next = _reply is null ? _next : _directory!.ReadAsync(_closing.Token);
        return _reply is not null;
    }

    private void Take(List<StorageEntry> entries, int size)
    {
        ReadOnlySpan<byte> all = SmbDirectory.EntriesOf(_reply!);
        ReadOnlySpan<byte> rest = all[_read..];
        while (!rest.IsEmpty && entries.Count < size)
        {
            DirectoryEntry entry = DirectoryEntry.ReadNext(ref rest);
            if (!entry.IsSelfOrParent)
            {
                entries.Add(Describe(entry));
            }
        }

        _read = all.Length - rest.Length;
        if (rest.IsEmpty)
        {
            _reply!.Dispose();
            _reply = null;
        }
    }

    private StorageEntry Describe(in DirectoryEntry entry)
    {
        string name = entry.Name();
        return SmbDescriber.Describe(StoragePath.FromStoredName(path.IsRoot ? name : $"{path.Value}/{name}", store.Owner), entry.Description);
    }

    private void Close()
    {
        (SmbDirectory? directory, SmbReply? reply, Task<SmbReply?>? next) = (_directory, _reply, _next);
        (_directory, _reply, _next) = (null, null, null);
        reply?.Dispose();
        directory?.Dispose();
        _ = next?.ContinueWith(
            static late =>
            {
                if (late.IsCompletedSuccessfully)
                {
                    late.Result?.Dispose();
                }
                else
                {
                    _ = late.Exception;
                }
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }
}
