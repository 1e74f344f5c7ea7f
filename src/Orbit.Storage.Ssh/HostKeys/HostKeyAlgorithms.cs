namespace Orbit.Storage.Ssh.HostKeys;

/// <summary>Which types of key the names of algorithms stand for (RFC 8332: one type of RSA key, several algorithms).</summary>
internal static class HostKeyAlgorithms
{
    private const string Rsa = "ssh-rsa";
    private const string CertificateSuffix = "-cert-v01@openssh.com";

    public static bool IsCertificate(string algorithm) => algorithm.EndsWith(CertificateSuffix, StringComparison.Ordinal);

    public static string TypeOf(string algorithm) => algorithm is "rsa-sha2-512" or "rsa-sha2-256" ? Rsa : algorithm;
}
