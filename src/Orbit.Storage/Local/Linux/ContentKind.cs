namespace Orbit.Storage.Local.Linux;

/// <summary>Refuses what has no content of its own.</summary>
internal static class ContentKind
{
    public static void Require(in Statx stat)
    {
        if (stat.IsDirectory)
        {
            throw new ErrnoException(Errno.EISDIR, "openat");
        }

        if (stat.IsLink)
        {
            throw new ErrnoException(Errno.ELOOP, "openat");
        }

        if (!stat.IsFile)
        {
            throw new StorageException(StorageErrorKind.Unsupported, "it is a pipe, socket or device, which cannot be read or written as an object.");
        }
    }
}
