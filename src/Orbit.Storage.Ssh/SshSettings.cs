using System.Globalization;
using Orbit.Storage.DependencyInjection;
using Orbit.Storage.Local;

namespace Orbit.Storage.Ssh;

/// <summary>Reads the settings that only SFTP stores have.</summary>
internal static class SshSettings
{
    /// <summary>From configuration.</summary>
    public static void Read(StorageSettings settings, SshBackendOptions options)
    {
        options.Host = settings.GetText(nameof(options.Host)) ?? options.Host;
        options.Port = settings.GetInt32(nameof(options.Port)) ?? options.Port;
        options.User = settings.GetText(nameof(options.User)) ?? options.User;
        options.Root = settings.GetText(nameof(options.Root)) ?? options.Root;
        ReadBesidePlace(settings, options);
    }

    /// <summary>From a URI, which names host, port, user and root itself.</summary>
    public static void ReadBesidePlace(StorageSettings settings, SshBackendOptions options)
    {
        ReadCredentials(settings, options);
        ReadHostKeys(settings, options);
        ReadAlgorithms(settings, options);
        options.Proxy = ReadProxy(settings) ?? options.Proxy;
        options.CreateRoot = settings.GetBoolean(nameof(options.CreateRoot)) ?? options.CreateRoot;
        options.MaxConnections = settings.GetInt32(nameof(options.MaxConnections)) ?? options.MaxConnections;
        options.IdleTimeout = settings.GetDuration(nameof(options.IdleTimeout)) ?? options.IdleTimeout;
        options.HandshakeTimeout = settings.GetDuration(nameof(options.HandshakeTimeout)) ?? options.HandshakeTimeout;
        options.AuthenticationTimeout = settings.GetDuration(nameof(options.AuthenticationTimeout)) ?? options.AuthenticationTimeout;
        options.SubsystemTimeout = settings.GetDuration(nameof(options.SubsystemTimeout)) ?? options.SubsystemTimeout;
        options.Server = settings.GetChoice<SshServerKind>(nameof(options.Server)) ?? options.Server;
        options.ServerProgram = settings.GetText(nameof(options.ServerProgram)) ?? options.ServerProgram;
        options.UseRelay = settings.GetBoolean(nameof(options.UseRelay)) ?? options.UseRelay;
        options.SymbolicLinks = settings.GetChoice<SymbolicLinkPolicy>(nameof(options.SymbolicLinks)) ?? options.SymbolicLinks;
        options.FilePermissions = settings.GetPermissions(nameof(options.FilePermissions)) ?? options.FilePermissions;
        options.DirectoryPermissions = settings.GetPermissions(nameof(options.DirectoryPermissions)) ?? options.DirectoryPermissions;
    }

    private static void ReadCredentials(StorageSettings settings, SshBackendOptions options)
    {
        options.Password = settings.GetText(nameof(options.Password)) ?? options.Password;
        if (settings.GetText("Key") is { } key)
        {
            options.PrivateKeys.Add(new SshPrivateKey { File = key, Passphrase = settings.GetText("Passphrase") });
        }

        for (int index = 0; ; index++)
        {
            string item = string.Create(CultureInfo.InvariantCulture, $"{nameof(options.PrivateKeys)}:{index}:");
            SshPrivateKey listed = new() { File = settings.GetText(item + "File"), Text = settings.GetText(item + "Text"), Passphrase = settings.GetText(item + "Passphrase") };
            if (listed.File is null && listed.Text is null)
            {
                return;
            }

            options.PrivateKeys.Add(listed);
        }
    }

    private static void ReadHostKeys(StorageSettings settings, SshBackendOptions options)
    {
        options.KnownHostsFile = settings.GetText(nameof(options.KnownHostsFile)) ?? options.KnownHostsFile;
        options.HostKeys = settings.GetChoice<SshHostKeyPolicy>(nameof(options.HostKeys)) ?? options.HostKeys;
        string?[] fingerprints = [settings.GetText("Fingerprint"), .. ReadList(settings, nameof(options.HostKeyFingerprints)) ?? []];
        foreach (string fingerprint in fingerprints.OfType<string>())
        {
            options.HostKeyFingerprints.Add(fingerprint);
        }
    }

    private static void ReadAlgorithms(StorageSettings settings, SshBackendOptions options)
    {
        SshAlgorithms before = options.Algorithms;
        options.Algorithms = new SshAlgorithms
        {
            KeyExchanges = ReadList(settings, "Algorithms:KeyExchanges") ?? before.KeyExchanges,
            Ciphers = ReadList(settings, "Algorithms:Ciphers") ?? before.Ciphers,
            Macs = ReadList(settings, "Algorithms:Macs") ?? before.Macs,
            HostKeys = ReadList(settings, "Algorithms:HostKeys") ?? before.HostKeys,
        };
    }

    private static SshProxy? ReadProxy(StorageSettings settings)
    {
        string? host = settings.GetText("Proxy:Host");
        SshProxyKind? kind = settings.GetChoice<SshProxyKind>("Proxy:Kind");
        int? port = settings.GetInt32("Proxy:Port");
        string? user = settings.GetText("Proxy:User");
        string? password = settings.GetText("Proxy:Password");
        return host is null && kind is null && port is null && user is null && password is null
            ? null
            : new SshProxy { Host = host ?? "", Kind = kind ?? SshProxyKind.Socks5, Port = port ?? 1080, User = user, Password = password };
    }

    // As one text with commas, or as the items that configuration makes of a list.
    private static List<string>? ReadList(StorageSettings settings, string key)
    {
        List<string>? items = settings.GetText(key)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToList();
        for (int index = 0; settings.GetText(string.Create(CultureInfo.InvariantCulture, $"{key}:{index}")) is { } item; index++)
        {
            (items ??= []).Add(item);
        }

        return items;
    }
}
