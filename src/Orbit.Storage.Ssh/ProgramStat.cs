using Orbit.Storage.Ssh.Files;
using Orbit.Storage.Ssh.Packets;
using Renci.SshNet.Common;

namespace Orbit.Storage.Ssh;

/// <summary>Describes an entry, a link as the link that it is, in one round trip: the server is asked for the entry and whether its directory is reached without links, at once.</summary>
internal static class ProgramStat
{
    /// <returns>Null where it cannot be told in this way.</returns>
    /// <exception cref="SftpPathNotFoundException">Its directory is there, and it is not.</exception>
    public static async Task<StorageEntry?> TryRunAsync(SshStore store, StoragePath path, CancellationToken cancellationToken)
    {
        PacketSession? session = await store.Sessions.Program.TryGetAsync(cancellationToken).ConfigureAwait(false);
        if (session is null)
        {
            return null;
        }

        string name = await store.RunAsync(view => view.NameOf(path), cancellationToken).ConfigureAwait(false);
        string directory = SftpPath.DirectoryOf(name);
        Task<Packet> look = session.AskAsync(PacketType.LStat, packet => packet.Add(name));
        try
        {
            using Packet place = await session.AskAsync(PacketType.RealPath, packet => packet.Add(directory)).ConfigureAwait(false);
            using Packet found = await look.ConfigureAwait(false);
            return place.Type == PacketType.Name && ResolvedName(place) == directory ? Describe(path, found) : null;
        }
        catch (Exception lost) when (SftpErrors.IsLost(lost))
        {
            await ((Task)look).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return null;
        }
    }

    private static StorageEntry? Describe(StoragePath path, Packet found)
    {
        try
        {
            PacketReader attributes = found.Read(PacketType.Attributes);
            return PacketAttributes.Read(ref attributes).Describe(path);
        }
        catch (SftpException refusal) when (refusal is not SftpPathNotFoundException)
        {
            // What stands behind a refusal is found out in the way that all servers have.
            return null;
        }
    }

    private static string ResolvedName(Packet answer)
    {
        PacketReader names = answer.Read(PacketType.Name);
        return names.ReadUInt32() == 1 ? names.ReadText() : "";
    }
}
