namespace Orbit.Storage.DependencyInjection;

/// <summary>For backend packages: opens the URIs of one scheme. Added by <see cref="StorageBuilder.AddUriScheme{TScheme}"/>; one instance serves all calls, also at once.</summary>
public interface IStorageUriScheme
{
    /// <summary>The scheme in lower case, without the colon.</summary>
    string Scheme { get; }

    /// <summary>Makes a backend, without a connection. Messages show the URI by <see cref="StorageUri.Redact(Uri)"/> alone; read the query by <see cref="StorageSettings.FromQuery"/>.</summary>
    /// <param name="uri">An absolute URI of this scheme.</param>
    /// <param name="services">Clock, logs and byte budget.</param>
    /// <returns>The backend; the caller disposes it.</returns>
    /// <exception cref="StorageException"><see cref="StorageErrorKind.InvalidConfiguration"/>: the URI has a fault.</exception>
    IStorageBackend Open(Uri uri, StorageServices services);
}
