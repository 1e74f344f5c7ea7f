namespace Orbit.Storage;

/// <summary>What became of one path of a bulk delete.</summary>
public sealed class DeleteResult
{
    /// <summary>Describes an outcome.</summary>
    /// <param name="path">The path asked for.</param>
    /// <param name="error">Why it is still there, or null where it is gone.</param>
    public DeleteResult(StoragePath path, StorageException? error = null)
    {
        Path = path;
        Error = error;
    }

    /// <summary>The path asked for.</summary>
    public StoragePath Path { get; }

    /// <summary>Why it is still there, or null where it is gone, also where it never was there.</summary>
    public StorageException? Error { get; }

    /// <summary>Whether it is gone.</summary>
    public bool IsDeleted => Error is null;
}
