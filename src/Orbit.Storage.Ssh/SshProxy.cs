namespace Orbit.Storage.Ssh;

/// <summary>A proxy that the server is reached through. The host's name is resolved here for SOCKS 4, and by the proxy otherwise.</summary>
public sealed class SshProxy
{
    /// <summary>What it speaks. Default: <see cref="SshProxyKind.Socks5"/>.</summary>
    public SshProxyKind Kind { get; init; } = SshProxyKind.Socks5;

    /// <summary>Its name or address. Required.</summary>
    public string Host { get; init; } = "";

    /// <summary>Its port; 1 to 65,535. Default: 1080.</summary>
    public int Port { get; init; } = 1080;

    /// <summary>Who logs in to it, or null for nobody. Default: null.</summary>
    public string? User { get; init; }

    /// <summary>The password, where <see cref="Kind"/> has one. Never shown. Default: null.</summary>
    public string? Password { get; init; }

    /// <summary>Names the proxy without its password.</summary>
    public override string ToString() => $"{Kind} proxy {Host}:{Port}";

    internal IEnumerable<string> Validate()
    {
        if (string.IsNullOrWhiteSpace(Host) || Port is < 1 or > 65535)
        {
            yield return $"Proxy is '{Host}' on port {Port}; it must have a host, and a port of 1 to 65535.";
        }

        if (!Enum.IsDefined(Kind))
        {
            yield return $"Proxy.Kind is {Kind}; it must be Socks5, Socks4 or Http.";
        }

        if (User is { Length: > 255 } || Password is { Length: > 255 })
        {
            yield return "Proxy.User or Proxy.Password is longer than 255 characters, which no proxy takes.";
        }
    }
}
