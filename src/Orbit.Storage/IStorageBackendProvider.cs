using System.Diagnostics.CodeAnalysis;

namespace Orbit.Storage;

/// <summary>Finds the backends of a container by name, and opens others by URI. Registered by <c>AddOrbitStorage</c>.</summary>
public interface IStorageBackendProvider
{
    /// <summary>The names that backends were registered under, in the order of registration.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>The only backend, or the one that was made the default. The container disposes it.</summary>
    /// <exception cref="InvalidOperationException">There is none, or there are several and none is the default.</exception>
    IStorageBackend DefaultBackend { get; }

    /// <summary>Finds a backend. The container disposes it.</summary>
    /// <param name="name">The name that it was registered under; case matters.</param>
    /// <exception cref="ArgumentException">No backend has this name; the message lists those there are.</exception>
    IStorageBackend GetBackend(string name);

    /// <summary>Finds a backend if there is one of this name. The container disposes it.</summary>
    /// <param name="name">The name that it was registered under; case matters.</param>
    /// <param name="backend">The backend, or null.</param>
    /// <returns>Whether there is one.</returns>
    bool TryGetBackend(string name, [NotNullWhen(true)] out IStorageBackend? backend);

    /// <summary>Opens a backend that was not registered: <c>file:///srv/data</c>, <c>mem:</c>, and what other packages add. A local directory is opened at once; network stores connect at their first use.</summary>
    /// <param name="uri">Where it is, with settings as query parameters, as in <c>?Concurrency=4</c>. Credentials in it are not repeated in messages.</param>
    /// <returns>A backend of the caller's own, also where the same URI was opened before; the caller disposes it.</returns>
    /// <exception cref="StorageException"><see cref="StorageErrorKind.InvalidConfiguration"/>: nothing opens this scheme, or the URI has a fault. A local directory may fail with <see cref="StorageErrorKind.ContainerNotFound"/> and others.</exception>
    IStorageBackend Open(Uri uri);
}
