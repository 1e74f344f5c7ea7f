namespace Orbit.Storage.Transport;

/// <summary>What a backend is asked to write. Path and options are checked already.</summary>
public sealed class WriteRequest
{
    /// <summary>Describes a write.</summary>
    /// <param name="path">The object.</param>
    /// <param name="options">Conditions and description.</param>
    public WriteRequest(StoragePath path, WriteOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Path = path;
        Options = options;
    }

    /// <summary>The object.</summary>
    public StoragePath Path { get; }

    /// <summary>Conditions and description.</summary>
    public WriteOptions Options { get; }

    /// <summary>The content's length in bytes where it is known, to preallocate. The core checks that it is kept.</summary>
    public long? Length => Options.ExpectedLength;
}
