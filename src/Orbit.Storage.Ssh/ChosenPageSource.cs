using Orbit.Storage.Ssh.Files;
using Orbit.Storage.Ssh.Packets;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Ssh;

/// <summary>Lists through the server's own program where there is one, and as every server can where there is none. It chooses when the first page is asked for.</summary>
internal sealed class ChosenPageSource(SshStore store, StoragePath path, ListOptions options) : IPageSource
{
    private IPageSource? _source;

    public async Task<ListPage> ReadPageAsync(string? continuation, CancellationToken cancellationToken)
    {
        if (continuation is null)
        {
            // A first page that is asked for again begins on what works now.
            await DisposeAsync().ConfigureAwait(false);
        }

        if (_source is null)
        {
            // Either takes a connection of its own, and each of these many round trips.
            Task<PacketSession?> opening = store.Sessions.Program.TryGetAsync(cancellationToken).AsTask();
            Task<string> naming = store.RunAsync(view => view.NameOf(path), cancellationToken);
            await Task.WhenAll(opening, naming).ConfigureAwait(false);
            PacketSession? program = await opening.ConfigureAwait(false);
            _source = program is null ? new SftpPageSource(store, path, options) : new ProgramPageSource(store, program, path, options);
        }

        return await _source.ReadPageAsync(continuation, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask DisposeAsync()
    {
        IPageSource? source = _source;
        _source = null;
        return source?.DisposeAsync() ?? default;
    }
}
