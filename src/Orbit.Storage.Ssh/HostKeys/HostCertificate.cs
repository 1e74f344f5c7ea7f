using System.Buffers.Binary;
using System.Text;
using Renci.SshNet.Security;

namespace Orbit.Storage.Ssh.HostKeys;

/// <summary>A server's certificate, whose signature SSH.NET has verified (OpenSSH, PROTOCOL.certkeys).</summary>
internal sealed class HostCertificate(SshHostKey key, Certificate certificate, HostName host, TimeProvider time)
{
    /// <summary>Says why the certificate does not speak for the host; null where it does.</summary>
    public string? FindFault(KnownHosts known)
    {
        SshHostKey authority = new(certificate.CertificateAuthorityKey);
        if (!known.IsAuthority(authority))
        {
            return $"its certificate is signed by {authority}, which is no authority for the host";
        }

        if (CertifiedKey() is not { } certified || known.IsRevoked(certified))
        {
            return "the key in its certificate is revoked there, or of no known type";
        }

        if (certificate.Type != Certificate.CertificateType.Host)
        {
            return "its certificate is one of a user";
        }

        if (!certificate.ValidPrincipals.Any(principal => HostPatterns.Fits(principal, host.Plain)))
        {
            return $"its certificate is for {string.Join(", ", certificate.ValidPrincipals)}";
        }

        DateTimeOffset now = time.GetUtcNow();
        ulong seconds = (ulong)now.ToUnixTimeSeconds();
        if (seconds < certificate.ValidAfterUnixSeconds || seconds >= certificate.ValidBeforeUnixSeconds)
        {
            return "its certificate is not valid now";
        }

        // None is known for hosts, and what is critical and not known must be refused.
        return certificate.CriticalOptions.Count > 0 ? $"its certificate has the critical option {certificate.CriticalOptions.Keys.First()}" : null;
    }

    // Type, nonce, the fields of the plain key, and then what the authority says of it.
    private SshHostKey? CertifiedKey()
    {
        byte[] bytes = key.Blob.ToArray();
        string type = key.Type.Replace("-cert-v01@openssh.com", "", StringComparison.Ordinal);
        int fields = type switch
        {
            "ssh-ed25519" => 1,
            "ssh-rsa" => 2,
            _ when type.StartsWith("ecdsa-sha2-", StringComparison.Ordinal) => 2,
            _ => 0,
        };
        int start = Skip(bytes, Skip(bytes, 0));
        int end = start;
        for (int field = 0; field < fields; field++)
        {
            end = Skip(bytes, end);
        }

        if (fields == 0 || end > bytes.Length)
        {
            return null;
        }

        byte[] name = Encoding.ASCII.GetBytes(type);
        return new SshHostKey([0, 0, 0, (byte)name.Length, .. name, .. bytes.AsSpan(start, end - start)]);
    }

    private static int Skip(byte[] bytes, int at) => at + 4 > bytes.Length
        ? int.MaxValue - 4
        : (int)Math.Min(at + 4L + BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at)), int.MaxValue - 4);
}
