using System.Buffers.Binary;
using System.Text;
using Renci.SshNet.Security;

namespace Orbit.Storage.Ssh.Tests.HostKeys;

/// <summary>Writes an Ed25519 key pair of a chosen seed as OpenSSH keeps it (PROTOCOL.key, not encrypted), for public keys with the bytes that a test needs.</summary>
internal static class Ed25519KeyFile
{
    // Its public key begins with FF 87: as a signed number, the first byte says nothing.
    public const int SeedOfFF87 = 433;

    public static void Write(string file, int seed)
    {
        byte[] secret = new byte[32];
        BinaryPrimitives.WriteInt32BigEndian(secret, seed);
        byte[] pair = new ED25519Key(secret).PublicKey;
        byte[] shown = [.. Text("ssh-ed25519"), .. String(pair)];
        byte[] kept = [0, 0, 0, 1, 0, 0, 0, 1, .. shown, .. String([.. secret, .. pair]), .. Text("")];
        byte[] padding = [.. Enumerable.Range(1, (8 - (kept.Length % 8)) % 8).Select(value => (byte)value)];
        byte[] whole = [.. "openssh-key-v1\0"u8, .. Text("none"), .. Text("none"), .. Text(""), 0, 0, 0, 1, .. String(shown), .. String([.. kept, .. padding])];

        const string Label = "OPENSSH PRIVATE KEY";
        File.WriteAllText(file, $"-----BEGIN {Label}-----\n{Convert.ToBase64String(whole)}\n-----END {Label}-----\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        File.WriteAllText(file + ".pub", $"ssh-ed25519 {Convert.ToBase64String(shown)}\n");
    }

    private static byte[] Text(string value) => String(Encoding.ASCII.GetBytes(value));

    private static byte[] String(byte[] value)
    {
        byte[] length = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, value.Length);
        return [.. length, .. value];
    }
}
