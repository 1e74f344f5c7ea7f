namespace Orbit.Storage.Local.Linux;

/// <summary>Makes directories.</summary>
internal static class LinuxDirectory
{
    public static void Create(LinuxRoot root, StoragePath path, CreateDirectoryOptions options, UnixFileMode? permissions)
    {
        using LinuxPlace place = root.Plan(path, followLast: root.FollowsLinks, options.CreateParents);
        place.MakeParents(permissions);
        UnixFileMode? mode = options.Permissions ?? permissions;
        Errno error = NameCalls.TryMakeDirectory(place.Directory, place.Name, (uint)(mode ?? DirectoryMode.Default));
        if (error == Errno.EEXIST)
        {
            Statx existing = place.Stat();
            (existing.IsDirectory ? Errno.None : existing.IsLink ? Errno.ELOOP : Errno.ENOTDIR).ThrowIfFailed("mkdirat");
            return;
        }

        if (error != Errno.None)
        {
            place.RemoveMadeParents();
            throw new ErrnoException(error, "mkdirat");
        }

        if (mode is { } exact)
        {
            NameCalls.TryOpen(place.Directory, place.Name, OpenFlags.PathOnly | OpenFlags.Directory, 0, out var made).ThrowIfFailed("openat");
            using (made)
            {
                PinnedEntry.TryChangeMode(made, exact).ThrowIfFailed("chmod");
            }
        }
    }
}
