namespace Orbit.Storage.Ssh;

/// <summary>What a proxy speaks.</summary>
public enum SshProxyKind
{
    /// <summary>SOCKS 5 (RFC 1928), with user and password where they are set (RFC 1929).</summary>
    Socks5,

    /// <summary>SOCKS 4, with the user where it is set. IPv4 alone.</summary>
    Socks4,

    /// <summary>The CONNECT of HTTP (RFC 9110 section 9.3.6), with Basic authentication where a user is set.</summary>
    Http,
}
