namespace Orbit.Storage;

/// <summary>How an object is read into a local file.</summary>
public sealed class ReadToFileOptions
{
    internal static ReadToFileOptions Default { get; } = new();

    /// <summary>Whether an existing file is replaced. With false that fails, atomically, with <see cref="StorageErrorKind.AlreadyExists"/>. Default: true.</summary>
    public bool Overwrite { get; init; } = true;

    /// <summary>Whether missing parent directories of the file are made. Default: true.</summary>
    public bool CreateParents { get; init; } = true;

    /// <summary>Whether the file gets the object's time of the last change. Default: false, it was changed now.</summary>
    public bool KeepLastModified { get; init; }

    /// <summary>Which bytes, conditions, transfer and progress. Default: null, the whole object.</summary>
    public ReadOptions? Read { get; init; }
}
