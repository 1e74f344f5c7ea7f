using Orbit.Storage.DependencyInjection;

namespace Orbit.Storage.Smb;

/// <summary>
/// Opens <c>smb://[domain;]user@host:port/share/path?encryption=required</c>. Other settings of the backend are parameters of the same names.
/// </summary>
internal sealed class SmbUriScheme : IStorageUriScheme
{
    public string Scheme => "smb";

    public IStorageBackend Open(Uri uri, StorageServices services)
    {
        string[] place = Uri.UnescapeDataString(uri.AbsolutePath).Trim('/').Split('/', 2);
        if (uri.Host.Length == 0 || place[0].Length == 0 || uri.Fragment.Length > 0)
        {
            throw new StorageException(StorageErrorKind.InvalidConfiguration, $"'{StorageUri.Redact(uri)}' does not name a server and a share; write it as in 'smb://user@host/share/directory'.");
        }

        SmbBackendOptions options = new() { Host = uri.IdnHost.Trim('[', ']'), Share = place[0], Root = place.Length > 1 ? place[1] : "" };
        options.Port = uri.IsDefaultPort || uri.Port < 0 ? options.Port : uri.Port;
        ReadUser(uri.UserInfo, options);

        StorageSettings settings = StorageSettings.FromQuery(uri);
        settings.ReadCommon(options);
        SmbSettings.ReadBesidePlace(settings, options);
        settings.Complete();
        return new SmbBackend(options, services);
    }

    private static void ReadUser(string written, SmbBackendOptions options)
    {
        string[] parts = written.Split(':', 2);
        string[] names = parts[0].Split(';', 2);
        options.Domain = names.Length > 1 ? Uri.UnescapeDataString(names[0]) : "";
        options.User = Uri.UnescapeDataString(names[^1]);
        options.Password = parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : null;
    }
}
