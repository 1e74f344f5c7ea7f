namespace Orbit.Storage.Ssh.HostKeys;

/// <summary>One line of known hosts: a marker, whom it is about, and a key.</summary>
internal sealed class KnownHostsLine
{
    private const string AuthorityMarker = "@cert-authority";
    private const string RevokedMarker = "@revoked";

    private KnownHostsLine(HostPatterns hosts, SshHostKey key, string? marker)
    {
        Hosts = hosts;
        Key = key;
        IsAuthority = marker == AuthorityMarker;
        IsRevoked = marker == RevokedMarker;
    }

    public HostPatterns Hosts { get; }

    public SshHostKey Key { get; }

    public bool IsAuthority { get; }

    public bool IsRevoked { get; }

    /// <summary>Reads a line; null for comments, and for what is none, as OpenSSH leaves it out.</summary>
    public static KnownHostsLine? TryParse(string line)
    {
        string[] fields = line.Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length == 0 || fields[0].StartsWith('#'))
        {
            return null;
        }

        string? marker = fields[0].StartsWith('@') ? fields[0] : null;
        if (marker is not (null or AuthorityMarker or RevokedMarker))
        {
            return null;
        }

        string[] rest = marker is null ? fields : fields[1..];
        return rest.Length >= 3 && HostPatterns.TryParse(rest[0]) is { } hosts && FromBase64(rest[2]) is { } blob && SshHostKey.TypeOf(blob) == rest[1]
            ? new KnownHostsLine(hosts, new SshHostKey(blob), marker)
            : null;
    }

    internal static byte[]? FromBase64(string text)
    {
        byte[] bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out int length) ? bytes[..length] : null;
    }
}
