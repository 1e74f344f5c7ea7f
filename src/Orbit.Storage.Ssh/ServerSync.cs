using Orbit.Storage.Ssh.Files;
using Orbit.Storage.Ssh.Packets;

namespace Orbit.Storage.Ssh;

/// <summary>Brings a write to the server's disk in the order that survives a crash: the content, its name, and the directories that hold the names.</summary>
internal static class ServerSync
{
    /// <summary>Refuses where the server cannot do that.</summary>
    public static async Task RequireAsync(SshStore store, CancellationToken cancellationToken)
    {
        PacketSession? session = await store.Sessions.Program.TryGetAsync(cancellationToken).ConfigureAwait(false);
        if (session?.Has(PacketExtensions.Sync) != true)
        {
            throw new StorageException(StorageFault.Unsupported("this server does not run ServerProgram, or that cannot flush to disk; leave Durable out."), null);
        }
    }

    /// <summary>Gives a file its name, and where it is to be durable has it and its directories flushed.</summary>
    public static async Task<WriteResult> PublishAsync(SshStore store, SftpTemporary temporary, long length, bool durable, CancellationToken cancellationToken)
    {
        if (durable)
        {
            await SyncAsync(store, [temporary.Name], cancellationToken).ConfigureAwait(false);
        }

        WriteResult result = await store.RunAsync(view => temporary.Publish(view, length), cancellationToken).ConfigureAwait(false);
        if (durable)
        {
            await SyncAsync(store, temporary.ChangedDirectories, cancellationToken).ConfigureAwait(false);
        }

        return result;
    }

    private static async Task SyncAsync(SshStore store, IEnumerable<string> names, CancellationToken cancellationToken)
    {
        PacketSession session = await store.Sessions.Program.TryGetAsync(cancellationToken).ConfigureAwait(false)
            ?? throw new StorageException(StorageErrorKind.Network, "the server's program, which is to flush the write, was lost.");
        foreach (string name in names)
        {
            // OpenSSH opens a directory as well, and flushes it.
            PacketHandle handle = await PacketHandle.OpenToReadAsync(session, name).ConfigureAwait(false);
            await using (handle.ConfigureAwait(false))
            {
                await handle.SyncAsync().ConfigureAwait(false);
            }
        }
    }
}
