using System.Globalization;
using Orbit.Storage.Ssh.Files;
using Orbit.Storage.Ssh.Packets;
using Orbit.Storage.Transport;
using Renci.SshNet.Sftp;

namespace Orbit.Storage.Ssh;

/// <summary>
/// Lists one directory through the server's own program, many questions for names under way at once: a long way costs a few round trips, not one for each hundred
/// names. Memory is a page and the answers that are under way.
/// </summary>
internal sealed class ProgramPageSource(SshStore store, PacketSession session, StoragePath path, ListOptions options) : IPageSource
{
    private const int EntriesPerPage = 1000;

    // Small directories end with the first answer or two; large ones are worth the questions that come after their end.
    private const int FirstDepth = 2;
    private const int MostDepth = 256;

    private readonly SftpLinks _links = new(store, options.FollowSymbolicLinks);
    private readonly Queue<Task<Packet>> _flight = new();
    private readonly Queue<(string Name, PacketAttributes Attributes)> _found = new();
    private PacketHandle? _handle;
    private string _directory = "";
    private int _depth = FirstDepth;
    private bool _isAtEnd;
    private bool _hasShown;
    private long _page;

    public async Task<ListPage> ReadPageAsync(string? continuation, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (_hasShown && failure is not StorageException && SftpErrors.IsLost(failure) && SftpErrors.Classify(failure) is { } fault)
        {
            throw new StorageException(new StorageFault(fault.Kind, $"{fault.Detail} The listing has shown a part of the directory; begin it again.") { IsTransient = false }, failure);
        }
    }

    public ValueTask DisposeAsync()
    {
        if (_handle is { } handle)
        {
            _handle = null;

            // Not waited for: the server answers in order, and whoever gives up a listing may do so because it does not.
            _ = CloseAsync(handle, [.. _flight]);
        }

        return default;
    }

    private async Task<ListPage> ReadAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _handle ??= await OpenAsync(cancellationToken).ConfigureAwait(false);
        int size = options.PageSize ?? EntriesPerPage;
        List<StorageEntry> page = new(Math.Min(size, EntriesPerPage));
        while (page.Count < size && await FindAsync(cancellationToken).ConfigureAwait(false))
        {
            (string name, PacketAttributes attributes) = _found.Peek();
            if (name is not ("." or "..") && await ShowAsync(name, attributes, cancellationToken).ConfigureAwait(false) is { } entry)
            {
                page.Add(entry);
            }

            _found.Dequeue();
        }

        bool hasMore = _found.Count > 0 || !_isAtEnd;
        _hasShown = true;
        return new ListPage(page, hasMore, hasMore ? (++_page).ToString(CultureInfo.InvariantCulture) : null) { DirectoryIdentity = _directory };
    }

    private async Task<PacketHandle> OpenAsync(CancellationToken cancellationToken)
    {
        ISftpFile directory = await store.RunAsync(view => view.Find(path), cancellationToken).ConfigureAwait(false);
        if (!directory.IsDirectory)
        {
            throw SftpErrors.NotADirectory();
        }

        _directory = directory.FullName;
        return await PacketHandle.OpenDirectoryAsync(session, _directory).ConfigureAwait(false);
    }

    /// <returns>Whether there is another entry.</returns>
    private async ValueTask<bool> FindAsync(CancellationToken cancellationToken)
    {
        while (_found.Count == 0 && !_isAtEnd)
        {
            while (_flight.Count < _depth)
            {
                _flight.Enqueue(_handle!.ReadDirectoryAsync());
            }

            using Packet answer = await _flight.Peek().WaitAsync(cancellationToken).ConfigureAwait(false);
            _ = _flight.Dequeue();
            _isAtEnd = answer.IsEnd();
            if (!_isAtEnd)
            {
                Take(answer);
                _depth = Math.Min(MostDepth, _depth * 2);
            }
        }

        return _found.Count > 0;
    }

    private void Take(Packet answer)
    {
        PacketReader reader = answer.Read(PacketType.Name);
        for (uint left = reader.ReadUInt32(); left > 0; left--)
        {
            string name = reader.ReadText();
            reader.ReadBytes();
            _found.Enqueue((name, PacketAttributes.Read(ref reader)));
        }
    }

    private async ValueTask<StorageEntry?> ShowAsync(string name, PacketAttributes attributes, CancellationToken cancellationToken)
    {
        string shown = SftpPath.FromWire(name);
        StoragePath place = StoragePath.FromStoredName(path.IsRoot ? shown : $"{path.Value}/{shown}", store.Owner);
        StorageEntry entry = attributes.Describe(place);
        return entry.Kind == StorageEntryKind.SymbolicLink ? await _links.ShowAsync(entry, SftpPath.Combine(_directory, name), cancellationToken).ConfigureAwait(false) : entry;
    }

    private static async Task CloseAsync(PacketHandle handle, Task<Packet>[] flight)
    {
        Task closing = handle.DisposeAsync().AsTask();
        foreach (Task<Packet> one in flight)
        {
            await ((Task)one).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            (one.IsCompletedSuccessfully ? one.Result : null)?.Dispose();
        }

        await closing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
