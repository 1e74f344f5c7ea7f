using Orbit.Storage.Ssh.Files;
using Orbit.Storage.Ssh.Packets;
using Renci.SshNet.Common;
using Renci.SshNet.Sftp;

namespace Orbit.Storage.Ssh;

/// <summary>Copies a file on the server, by its own program, into a hidden sibling of the destination that is then renamed.</summary>
internal sealed class ServerCopy(SshStore store, PacketSession session, CopyOptions options)
{
    // A disk writes it within the time in which a cancelled call is to end.
    private const long Piece = 64L << 20;

    /// <returns>False where the server cannot, or its program was lost on the way: then nothing has changed, and the bytes pass through this process.</returns>
    public static async Task<bool> TryRunAsync(SshStore store, StoragePath source, StoragePath destination, CopyOptions options, CancellationToken cancellationToken)
    {
        PacketSession? session = await store.Sessions.Program.TryGetAsync(cancellationToken).ConfigureAwait(false);
        if (session?.Has(PacketExtensions.CopyData) != true)
        {
            return false;
        }

        try
        {
            await new ServerCopy(store, session, options).RunAsync(source, destination, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception lost) when (SftpErrors.IsLost(lost) && !session.IsOpen)
        {
            return false;
        }
    }

    private async Task RunAsync(StoragePath source, StoragePath destination, CancellationToken cancellationToken)
    {
        ISftpFile file = await store.RunAsync(view => view.Find(source), cancellationToken).ConfigureAwait(false);
        if (!file.IsRegularFile)
        {
            throw file.IsDirectory ? SftpErrors.IsADirectory() : new StorageException(StorageErrorKind.Unsupported, "it is neither a file nor a directory.");
        }

        PacketHandle from = await PacketHandle.OpenToReadAsync(session, file.FullName).ConfigureAwait(false);
        await using (from.ConfigureAwait(false))
        {
            WriteOptions write = new() { Overwrite = options.Overwrite, CreateParents = options.CreateParents, Permissions = SftpDescriber.ModeOf(file.Attributes) };
            SftpTemporary temporary = await store.RunAsync(view => SftpTemporary.Plan(view, store, destination, write), cancellationToken).ConfigureAwait(false);
            try
            {
                long size = await FillAsync(from, temporary, cancellationToken).ConfigureAwait(false);
                await ServerSync.PublishAsync(store, temporary, size, options.Durable, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception)
            {
                await RemoveAsync(temporary).ConfigureAwait(false);
                throw;
            }
            finally
            {
                temporary.Forget();
            }
        }
    }

    private async Task<long> FillAsync(PacketHandle from, SftpTemporary temporary, CancellationToken cancellationToken)
    {
        PacketAttributes before = await from.StatAsync().ConfigureAwait(false);
        long size = (long)(before.Size ?? 0);
        PacketHandle to = await PacketHandle.CreateAsync(session, temporary.Name).ConfigureAwait(false);
        await using (to.ConfigureAwait(false))
        {
            for (long offset = 0; offset < size; offset += Piece)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await CopyAsync(from, to, offset, Math.Min(Piece, size - offset), temporary.Directory).ConfigureAwait(false);
                options.Progress?.Report(new TransferProgress(Math.Min(size, offset + Piece), size, 0));
            }

            PacketAttributes after = await from.StatAsync().ConfigureAwait(false);
            if (after.Size != before.Size || after.Times?.Modified != before.Times?.Modified)
            {
                throw new StorageException(StorageErrorKind.ObjectChanged, "the file was changed while it was copied; copy it again.");
            }

            await to.CloseAsync().ConfigureAwait(false);
        }

        return size;
    }

    private async Task CopyAsync(PacketHandle from, PacketHandle to, long offset, long length, string directory)
    {
        try
        {
            await from.CopyToAsync(to, (ulong)offset, (ulong)length).ConfigureAwait(false);
        }
        catch (SftpException ended) when (ended.StatusCode == StatusCode.Eof)
        {
            throw new StorageException(StorageErrorKind.LengthMismatch, "the file was cut while it was copied; copy it again.", ended);
        }
        catch (SftpException failure) when (SftpErrors.IsUnexplained(failure))
        {
            throw await store.RunAsync(view => SftpErrors.ExplainWrite(view.Client, directory, failure), CancellationToken.None).ConfigureAwait(false);
        }
    }

    private async Task RemoveAsync(SftpTemporary temporary)
    {
        try
        {
            await store.RunAsync(view => temporary.Remove(view, isHeld: false), CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is SshException or StorageException)
        {
            // What failed before is what the caller hears of; the file is swept by its age.
        }
    }
}
