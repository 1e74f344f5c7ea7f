namespace Orbit.Storage.Local.Linux;

/// <summary>Renames entries. A link is renamed itself; a directory never replaces anything.</summary>
internal static class LinuxRename
{
    public static void Run(LinuxRoot root, StoragePath source, StoragePath destination, RenameOptions options, UnixFileMode? parentPermissions)
    {
        using LinuxPlace from = root.Find(source, followLast: false);
        Statx moved = from.Stat();
        using LinuxPlace to = root.Plan(destination, followLast: false, options.CreateParents);
        bool replaces = MayReplace(moved, to, options.Overwrite);
        to.MakeParents(parentPermissions);
        Errno error = replaces || moved.IsDirectory
            ? NameCalls.TryRename(from.Directory, from.Name, to.Directory, to.Name, replaces)
            : ExclusiveRename.Try(from.Directory, from.Name, to.Directory, to.Name);
        if (error != Errno.None)
        {
            to.RemoveMadeParents();
            throw new ErrnoException(error, "renameat2");
        }
    }

    /// <summary>Judges what is at the destination; says whether the kernel may replace what it finds there.</summary>
    private static bool MayReplace(in Statx moved, LinuxPlace to, bool overwrite)
    {
        Errno error = to.TryStat(out Statx existing);
        if (error == Errno.ENOENT)
        {
            return overwrite && !moved.IsDirectory;
        }

        error.ThrowIfFailed("statx");
        if (existing.IsSameFileAs(moved))
        {
            // Between two names of one file rename(2) does nothing and says that it succeeded. Where there is one name, the case alone differs.
            return existing.Links == 1 || existing.IsDirectory
                ? true
                : throw new StorageException(StorageErrorKind.SameObject, "source and destination are two names of one file (hard links).");
        }

        if (!overwrite || moved.IsDirectory)
        {
            throw new ErrnoException(Errno.EEXIST, "renameat2");
        }

        return existing.IsDirectory ? throw new ErrnoException(Errno.EISDIR, "renameat2") : true;
    }
}
