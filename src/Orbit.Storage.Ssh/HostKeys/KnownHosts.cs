using System.Text;

namespace Orbit.Storage.Ssh.HostKeys;

/// <summary>What a file of known hosts says about one host.</summary>
internal sealed class KnownHosts
{
    private readonly List<KnownHostsLine> _lines;
    private readonly List<KnownHostsLine> _withoutPort;

    private KnownHosts(List<KnownHostsLine> lines, List<KnownHostsLine> withoutPort)
    {
        _lines = lines;
        _withoutPort = withoutPort;
    }

    /// <summary>The types of the keys that the host is known by.</summary>
    public IEnumerable<string> Types => Keys(_lines).Concat(Keys(_withoutPort)).Select(key => key.Type).Distinct();

    public bool HasAuthorities => _lines.Any(line => line.IsAuthority);

    /// <summary>The keys that the host is known by.</summary>
    public IEnumerable<SshHostKey> KnownKeys => Keys(_lines);

    /// <summary>Reads the file's lines about a host. A file that is missing has none.</summary>
    public static KnownHosts Read(string file, HostName host)
    {
        try
        {
            using FileStream stream = KnownHostsStream.OpenToRead(file);
            return Read(stream, host);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return new KnownHosts([], []);
        }
    }

    /// <summary>Reads a stream's lines about a host. The stream stays open.</summary>
    public static KnownHosts Read(Stream stream, HostName host)
    {
        List<KnownHostsLine> lines = [];
        List<KnownHostsLine> withoutPort = [];
        using StreamReader reader = new(stream, Encoding.UTF8, leaveOpen: true);
        while (reader.ReadLine() is { } text)
        {
            if (KnownHostsLine.TryParse(text) is not { } line)
            {
                continue;
            }

            if (line.Hosts.Match(host.Known))
            {
                lines.Add(line);
            }
            else if (host.Known != host.Plain && line.Hosts.Match(host.Plain))
            {
                withoutPort.Add(line);
            }
        }

        return new KnownHosts(lines, withoutPort);
    }

    /// <summary>Says how a key stands to the host, as OpenSSH would: a name without a port vouches for a key, but does not make another one wrong.</summary>
    public HostKeyStanding Judge(SshHostKey key)
    {
        if (IsRevoked(key))
        {
            return HostKeyStanding.Revoked;
        }

        if (Keys(_lines).Any(key.IsSame) || Keys(_withoutPort).Any(key.IsSame))
        {
            return HostKeyStanding.Known;
        }

        return Keys(_lines).Any() ? HostKeyStanding.Changed : HostKeyStanding.Unknown;
    }

    /// <summary>Whether the file trusts an authority for the host.</summary>
    public bool IsAuthority(SshHostKey authority) => !IsRevoked(authority) && _lines.Any(line => line.IsAuthority && line.Key.IsSame(authority));

    public bool IsRevoked(SshHostKey key) => _lines.Concat(_withoutPort).Any(line => line.IsRevoked && line.Key.IsSame(key));

    private static IEnumerable<SshHostKey> Keys(List<KnownHostsLine> lines) => lines.Where(line => line is { IsAuthority: false, IsRevoked: false }).Select(line => line.Key);
}
