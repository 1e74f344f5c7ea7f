using Orbit.Storage.Ssh.Packets;
using Renci.SshNet.Security;
using Renci.SshNet.Security.Cryptography;

namespace Orbit.Storage.Ssh.HostKeys;

/// <summary>
/// A server's certificate of an Ed25519 key, whose key is read here (OpenSSH, PROTOCOL.certkeys: type, nonce, public key). SSH.NET takes that key for a signed number,
/// which makes another of one in 512, those that begin with FF and a byte from 80 on: the server's proof then fails, and a revoked key would not be known again.
/// </summary>
internal sealed class Ed25519Certificate : Certificate
{
    private const string Algorithm = "ssh-ed25519-cert-v01@openssh.com";

    private Ed25519Certificate(byte[] data)
        : base(data)
    {
        PacketReader reader = new(data);
        reader.ReadBytes();
        reader.ReadBytes();
        CertifiedKey = Encode(reader.ReadBytes());
    }

    /// <summary>The key that the authority has signed, as <see cref="SshHostKey"/> takes it.</summary>
    public byte[] CertifiedKey { get; }

    /// <summary>Has a connection read such certificates by this class.</summary>
    /// <param name="algorithms">The connection's, by which authorities' signatures are verified too.</param>
    public static void Register(IDictionary<string, Func<byte[], KeyHostAlgorithm>> algorithms) => algorithms[Algorithm] = data =>
    {
        Ed25519Certificate certificate = new(data);
        ED25519Key key = new(new SshKeyData(certificate.CertifiedKey));
        return new CertificateHostAlgorithm(Algorithm, certificate, new ED25519DigitalSignature(key), algorithms.AsReadOnly());
    };

    // RFC 8709 section 4.
    private static byte[] Encode(ReadOnlySpan<byte> key) => key.Length == 32
        ? [0, 0, 0, 11, .. "ssh-ed25519"u8, 0, 0, 0, 32, .. key]
        : throw new InvalidDataException($"The server's certificate is of an Ed25519 key of {key.Length} bytes, where such keys have 32.");
}
