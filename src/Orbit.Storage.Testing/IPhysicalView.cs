namespace Orbit.Storage.Testing;

/// <summary>For harnesses: looks at what is really stored, past the backend, by another client than the one under test.</summary>
public interface IPhysicalView
{
    /// <summary>The paths of all files below the root, temporaries included, directories and links not.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<IReadOnlyCollection<string>> ListPhysicalAsync(CancellationToken cancellationToken);

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<byte[]> ReadPhysicalAsync(StoragePath path, CancellationToken cancellationToken);

    /// <summary>Makes a file, and its parents.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">Its content.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task WritePhysicalAsync(StoragePath path, byte[] content, CancellationToken cancellationToken);
}
