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

        if (known.IsRevoked(key))
        {
            return "the key is revoked there";
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
}
