using Orbit.Storage.Smb.Connection;
using Orbit.Storage.Smb.Session;
using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb;

/// <summary>Removes hidden siblings that nobody of this backend writes and that have not changed for some time, by the server's clock and this machine's. Links are not entered.</summary>
internal sealed class SmbSweep(SmbStore store, DateTimeOffset unchangedSince)
{
    private long _count;
    private long _bytes;

    public async Task<SweepResult> RunAsync(CancellationToken cancellationToken)
    {
        Stack<string> directories = new([store.Paths.Root]);
        while (directories.TryPop(out string? directory))
        {
            await store.RunAsync(
                async (share, path, token) =>
                {
                    await SweepAsync(share, path, directories, token).ConfigureAwait(false);
                    return true;
                },
                directory,
                cancellationToken).ConfigureAwait(false);
        }

        return new SweepResult(_count, _bytes);
    }

    private async Task SweepAsync(SmbShare share, string path, Stack<string> directories, CancellationToken cancellationToken)
    {
        List<(string Name, long Size)> stale = [];
        try
        {
            using SmbDirectory directory = await SmbDirectory.OpenAsync(share, path, cancellationToken).ConfigureAwait(false);
            while (await directory.ReadAsync(cancellationToken).ConfigureAwait(false) is { } reply)
            {
                using (reply)
                {
                    Look(reply, path, directories, stale);
                }
            }
        }
        catch (SmbStatusException removed) when (SmbErrors.IsMissing(removed) && path != store.Paths.Root)
        {
            // Meanwhile.
        }

        foreach ((string name, long size) in stale)
        {
            if (await SmbCalls.DeleteAsync(share, name, cancellationToken).ConfigureAwait(false))
            {
                _count++;
                _bytes += size;
            }
        }
    }

    private void Look(SmbReply reply, string path, Stack<string> directories, List<(string Name, long Size)> stale)
    {
        for (ReadOnlySpan<byte> rest = SmbDirectory.EntriesOf(reply); !rest.IsEmpty;)
        {
            DirectoryEntry entry = DirectoryEntry.ReadNext(ref rest);
            if (entry.IsSelfOrParent)
            {
                continue;
            }

            string name = entry.Name();
            string full = SmbPath.Combine(path, name);
            if (entry.Description.IsDirectory)
            {
                if (entry.Description.ReparseTag == 0)
                {
                    directories.Push(full);
                }
            }
            else if (TemporaryName.IsMatch(name) && !store.Living.ContainsKey(full) && SmbDescriber.TimeOf(entry.Description.LastModified) <= unchangedSince)
            {
                stale.Add((full, SmbDescriber.SizeOf(entry.Description)));
            }
        }
    }
}
