namespace Orbit.Storage.Local.Portable;

/// <summary>Reads and changes what is said of an entry beside its content.</summary>
internal static class PortableAttributes
{
    public static StorageAttributes Get(FileSystemInfo info) => new()
    {
        Permissions = OperatingSystem.IsWindows() ? null : info.UnixFileMode,
        LastModified = info.LastWriteTimeUtc,
        LastAccessed = info.LastAccessTimeUtc,
        Created = info.CreationTimeUtc,
    };

    /// <summary>Times last, since a change of permissions may touch them.</summary>
    public static void Set(FileSystemInfo info, StorageAttributes attributes)
    {
        (info.LinkTarget is null ? Errno.None : Errno.ELOOP).ThrowIfFailed("open");
        if (attributes.Permissions is { } mode && !OperatingSystem.IsWindows())
        {
            info.UnixFileMode = mode;
        }

        if (attributes.Created is { } created)
        {
            info.CreationTimeUtc = created.UtcDateTime;
        }

        if (attributes.LastModified is { } modified)
        {
            info.LastWriteTimeUtc = modified.UtcDateTime;
        }

        if (attributes.LastAccessed is { } accessed)
        {
            info.LastAccessTimeUtc = accessed.UtcDateTime;
        }
    }
}
