using Orbit.Storage.Ssh.Connection;
using Renci.SshNet;
using Renci.SshNet.Common;
using Renci.SshNet.Sftp;

namespace Orbit.Storage.Ssh.Files;

/// <summary>
/// Deletes a tree from its leaves up, links as the links that they are. What a listing shows carries its own name and is deleted under it in one round
/// trip, many at once; memory is what is under way, however many entries there are.
/// </summary>
internal sealed class SftpTreeDeletion(SshStore store) : IDisposable
{
    private const int Requests = 32;
    private const int Branches = 8;

    // What came while a directory was emptied, or was skipped by a listing that shrank under its reader, takes another pass.
    private const int Passes = 5;

    // A connection that breaks is replaced, and the deletion goes on with what is left.
    private const int Connections = 3;

    private readonly SemaphoreSlim _requests = new(Requests);
    private readonly SemaphoreSlim _branches = new(Branches);

    public async Task RunAsync(StoragePath path, CancellationToken cancellationToken)
    {
        for (int left = Connections; ; left--)
        {
            try
            {
                await DeleteAsync(path, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (Exception lost) when (lost is SshException or ObjectDisposedException or StorageException { Kind: StorageErrorKind.Network } && left > 1 && !IsAnswer(lost))
            {
                // The next round asks what is left, on another connection.
            }
            catch (ObjectDisposedException closed)
            {
                throw SftpErrors.Lost(closed);
            }
        }
    }

    public void Dispose()
    {
        _requests.Dispose();
        _branches.Dispose();
    }

    private static bool IsAnswer(Exception failure) => failure is SshException && !SftpErrors.IsLost(failure);

    private async Task DeleteAsync(StoragePath path, CancellationToken cancellationToken)
    {
        SftpLease lease = await store.Sessions.LeaseAsync(cancellationToken).ConfigureAwait(false);
        await using (lease.ConfigureAwait(false))
        {
            ISftpFile? top = await store.RunAsync(lease, view => view.TryLook(path), cancellationToken).ConfigureAwait(false);
            if (top is { IsDirectory: true })
            {
                await DeleteDirectoryAsync(lease.Client, top, path.IsRoot, cancellationToken).ConfigureAwait(false);
            }
            else if (top is not null)
            {
                await RemoveAsync(top).ConfigureAwait(false);
            }
        }
    }

    private async Task DeleteDirectoryAsync(SftpClient client, ISftpFile directory, bool stays, CancellationToken cancellationToken)
    {
        for (int pass = 1; ; pass++)
        {
            bool wasEmpty = !await EmptyAsync(client, directory.FullName, cancellationToken).ConfigureAwait(false);
            if (stays && (wasEmpty || pass == Passes))
            {
                return;
            }

            try
            {
                await (stays ? Task.CompletedTask : RemoveAsync(directory)).ConfigureAwait(false);
                if (!stays)
                {
                    return;
                }
            }
            catch (SftpException failure) when (SftpErrors.IsUnexplained(failure))
            {
                if (pass == Passes)
                {
                    throw SftpErrors.NotEmpty(failure);
                }
            }
        }
    }

    /// <returns>Whether there was anything.</returns>
    private async Task<bool> EmptyAsync(SftpClient client, string directory, CancellationToken cancellationToken)
    {
        List<Task> pending = [];
        bool hasFound = false;
        try
        {
            await foreach (ISftpFile entry in SftpDirectory.ReadAsync(client, directory).ConfigureAwait(false))
            {
                cancellationToken.ThrowIfCancellationRequested();
                hasFound = true;
                await StartAsync(client, entry, pending, cancellationToken).ConfigureAwait(false);
                await DropDoneAsync(pending).ConfigureAwait(false);
            }
        }
        catch (SftpPathNotFoundException)
        {
            return false;
        }
        finally
        {
            await Task.WhenAll(pending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await Task.WhenAll(pending).ConfigureAwait(false);
        return hasFound;
    }

    private async Task StartAsync(SftpClient client, ISftpFile entry, List<Task> pending, CancellationToken cancellationToken)
    {
        if (!entry.IsDirectory)
        {
            await _requests.WaitAsync(cancellationToken).ConfigureAwait(false);
            pending.Add(ReleasingAsync(_requests, RemoveAsync(entry)));
        }
        else if (await _branches.WaitAsync(TimeSpan.Zero, cancellationToken).ConfigureAwait(false))
        {
            pending.Add(ReleasingAsync(_branches, Task.Run(() => DeleteDirectoryAsync(client, entry, stays: false, cancellationToken), cancellationToken)));
        }
        else
        {
            await DeleteDirectoryAsync(client, entry, stays: false, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task RemoveAsync(ISftpFile entry)
    {
        try
        {
            await entry.DeleteAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (SftpPathNotFoundException)
        {
            // Somebody else was faster.
        }
    }

    private static async Task ReleasingAsync(SemaphoreSlim slots, Task work)
    {
        try
        {
            await work.ConfigureAwait(false);
        }
        finally
        {
            slots.Release();
        }
    }

    private static async ValueTask DropDoneAsync(List<Task> pending)
    {
        if (pending.Count < 2 * Requests)
        {
            return;
        }

        foreach (Task done in pending.Where(task => task.IsCompleted))
        {
            await done.ConfigureAwait(false);
        }

        pending.RemoveAll(task => task.IsCompletedSuccessfully);
    }
}
