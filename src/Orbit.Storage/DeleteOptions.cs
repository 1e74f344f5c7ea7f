namespace Orbit.Storage;

/// <summary>How an object or directory is deleted. Deleting what is missing succeeds.</summary>
public sealed class DeleteOptions
{
    internal static DeleteOptions Default { get; } = new();

    /// <summary>Whether everything below the path goes too. With false a directory with content fails with <see cref="StorageErrorKind.DirectoryNotEmpty"/>. Default: false.</summary>
    public bool Recursive { get; init; }

    /// <summary>Which version to delete, on stores that keep several. Default: null, the current one.</summary>
    public string? VersionId { get; init; }
}
