namespace Orbit.Storage.Ssh.Packets;

/// <summary>The extensions of the protocol that are used, by the names under which a server announces them.</summary>
internal static class PacketExtensions
{
    public const string Sync = "fsync@openssh.com";

    public const string CopyData = "copy-data";
}
