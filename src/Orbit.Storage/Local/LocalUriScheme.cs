using Orbit.Storage.DependencyInjection;

namespace Orbit.Storage.Local;

/// <summary>Opens <c>file:///directory</c> (RFC 8089), the directory being the backend's root.</summary>
internal sealed class LocalUriScheme : IStorageUriScheme
{
    public string Scheme => Uri.UriSchemeFile;

    public IStorageBackend Open(Uri uri, StorageServices services)
    {
        if ((uri.Host.Length > 0 && uri.Host != "localhost") || uri.Fragment.Length > 0)
        {
            throw new StorageException(StorageErrorKind.InvalidConfiguration, $"'{StorageUri.Redact(uri)}' has more than a directory of this machine; write it as in 'file:///srv/data'.");
        }

        LocalBackendOptions options = new() { Root = uri.LocalPath };
        StorageSettings settings = StorageSettings.FromQuery(uri);
        settings.ReadCommon(options);
        LocalSettings.ReadBesideRoot(settings, options);
        settings.Complete();
        return new LocalBackend(options, services);
    }
}
