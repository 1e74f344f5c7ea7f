using Orbit.Storage.Ssh.Connection;
using Renci.SshNet;
using Renci.SshNet.Common;
using Renci.SshNet.Sftp;

namespace Orbit.Storage.Ssh.Files;

/// <summary>Removes hidden siblings that nobody of this backend writes and that have not changed for some time, by the server's clock and this machine's. Links are not entered.</summary>
internal sealed class SftpSweep(SshStore store, DateTimeOffset unchangedSince)
{
    private long _count;
    private long _bytes;

    public async Task<SweepResult> RunAsync(CancellationToken cancellationToken)
    {
        SftpLease lease = await store.Sessions.LeaseAsync(cancellationToken).ConfigureAwait(false);
        await using (lease.ConfigureAwait(false))
        {
            ISftpFile root = await store.RunAsync(lease, view => view.Find(StoragePath.Root), cancellationToken).ConfigureAwait(false);
            Stack<string> directories = new([root.FullName]);
            while (directories.TryPop(out string? directory))
            {
                await SweepAsync(lease.Client, directory, directories, cancellationToken).ConfigureAwait(false);
            }
        }

        return new SweepResult(_count, _bytes);
    }

    private async Task SweepAsync(SftpClient client, string directory, Stack<string> directories, CancellationToken cancellationToken)
    {
        List<ISftpFile> stale = [];
        try
        {
            await foreach (ISftpFile entry in SftpDirectory.ReadAsync(client, directory).ConfigureAwait(false))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (entry.IsDirectory)
                {
                    directories.Push(entry.FullName);
                }
                else if (TemporaryName.IsMatch(entry.Name) && !store.Living.ContainsKey(entry.FullName) && SftpDescriber.TimeOf(entry.LastWriteTimeUtc) <= unchangedSince)
                {
                    stale.Add(entry);
                }
            }
        }
        catch (SftpPathNotFoundException)
        {
            // Removed meanwhile.
        }

        foreach (ISftpFile entry in stale)
        {
            await entry.DeleteAsync(CancellationToken.None).ConfigureAwait(false);
            _count++;
            _bytes += Math.Max(0, entry.Length);
        }
    }
}
