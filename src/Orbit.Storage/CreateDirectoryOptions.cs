namespace Orbit.Storage;

/// <summary>How a directory is made. Making one that exists succeeds.</summary>
public sealed class CreateDirectoryOptions
{
    internal static CreateDirectoryOptions Default { get; } = new();

    /// <summary>Whether missing parents are made too. With false a missing parent fails with <see cref="StorageErrorKind.NotFound"/>. Default: true.</summary>
    public bool CreateParents { get; init; } = true;

    /// <summary>POSIX permissions of the new directory. Default: null, the store's own.</summary>
    public UnixFileMode? Permissions { get; init; }
}
