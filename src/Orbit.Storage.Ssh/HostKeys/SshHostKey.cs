using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Renci.SshNet.Security;

namespace Orbit.Storage.Ssh.HostKeys;

/// <summary>A server's public key, or that of an authority (RFC 4253 section 6.6: its type, then what the type has).</summary>
internal sealed class SshHostKey
{
    private readonly byte[] _blob;

    public SshHostKey(byte[] blob, Certificate? certificate = null)
    {
        _blob = blob;
        Type = TypeOf(blob) ?? "?";
        Certificate = certificate;
    }

    /// <summary>As in <c>ssh-ed25519</c>.</summary>
    public string Type { get; }

    /// <summary>The certificate that the key came in, or null.</summary>
    public Certificate? Certificate { get; }

    public ReadOnlySpan<byte> Blob => _blob;

    /// <summary>As <c>ssh-keygen -l</c> shows it.</summary>
    public string Fingerprint => "SHA256:" + Convert.ToBase64String(SHA256.HashData(_blob)).TrimEnd('=');

    public bool IsSame(SshHostKey other) => _blob.AsSpan().SequenceEqual(other._blob);

    public override string ToString() => $"{Type} {Fingerprint}";

    /// <summary>The type that a key begins with, or null where it begins with none.</summary>
    public static string? TypeOf(ReadOnlySpan<byte> blob)
    {
        if (blob.Length < 4)
        {
            return null;
        }

        uint length = BinaryPrimitives.ReadUInt32BigEndian(blob);
        return length is > 0 and < 128 && length <= blob.Length - 4 ? Encoding.ASCII.GetString(blob.Slice(4, (int)length)) : null;
    }
}
