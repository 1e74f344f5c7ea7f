using Orbit.Storage.DependencyInjection;

namespace Orbit.Storage.Ssh;

/// <summary>
/// Opens <c>sftp://user@host:port/path?key=…</c>. The path is absolute, or relative to where the server starts a session if it begins with <c>/~/</c>; without one, it is
/// that start. Other settings of the backend are parameters of the same names.
/// </summary>
internal sealed class SshUriScheme : IStorageUriScheme
{
    private const string Home = "/~";

    public string Scheme => "sftp";

    public IStorageBackend Open(Uri uri, StorageServices services)
    {
        if (uri.Host.Length == 0 || uri.Fragment.Length > 0)
        {
            throw new StorageException(StorageErrorKind.InvalidConfiguration, $"'{StorageUri.Redact(uri)}' does not name a server; write it as in 'sftp://user@host/path?key=/home/user/.ssh/id_ed25519'.");
        }

        SshBackendOptions options = new() { Host = uri.IdnHost.Trim('[', ']'), Root = RootOf(uri) };
        options.Port = uri.IsDefaultPort || uri.Port < 0 ? options.Port : uri.Port;
        string[] user = uri.UserInfo.Split(':', 2);
        options.User = Uri.UnescapeDataString(user[0]);
        options.Password = user.Length > 1 ? Uri.UnescapeDataString(user[1]) : null;

        StorageSettings settings = StorageSettings.FromQuery(uri);
        settings.ReadCommon(options);
        SshSettings.ReadBesidePlace(settings, options);
        settings.Complete();
        return new SshBackend(options, services);
    }

    private static string RootOf(Uri uri)
    {
        // To the parser, 'sftp://host' has the path '/' too.
        string written = uri.OriginalString[(uri.OriginalString.IndexOf("://", StringComparison.Ordinal) + 3)..];
        int end = written.IndexOfAny(['/', '?', '#']);
        if (end < 0 || written[end] != '/')
        {
            return ".";
        }

        string path = Uri.UnescapeDataString(uri.AbsolutePath);
        return path == Home || path.StartsWith(Home + "/", StringComparison.Ordinal)
            ? path[Home.Length..].Trim('/') is { Length: > 0 } relative ? relative : "."
            : path;
    }
}
