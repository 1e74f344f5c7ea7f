using Orbit.Storage.DependencyInjection;

namespace Orbit.Storage;

/// <summary>Shortcuts for <see cref="IStorageBackendProvider"/>.</summary>
public static class StorageBackendProviderExtensions
{
    /// <summary>Opens a backend by the text of a URI; see <see cref="IStorageBackendProvider.Open(Uri)"/>.</summary>
    /// <param name="provider">What opens it.</param>
    /// <param name="uri">Where it is.</param>
    /// <returns>The backend; the caller disposes it.</returns>
    /// <exception cref="StorageException"><see cref="StorageErrorKind.InvalidConfiguration"/>: the text is no absolute URI, nothing opens its scheme, or it has another fault.</exception>
    public static IStorageBackend Open(this IStorageBackendProvider provider, string uri)
    {
        ArgumentNullException.ThrowIfNull(provider);
        ArgumentException.ThrowIfNullOrEmpty(uri);
        return Uri.TryCreate(uri, UriKind.RelativeOrAbsolute, out Uri? parsed)
            ? provider.Open(parsed)
            : throw new StorageException(StorageErrorKind.InvalidConfiguration, $"'{StorageUri.Redact(uri)}' is no URI; write it as in 'file:///srv/data'.");
    }
}
