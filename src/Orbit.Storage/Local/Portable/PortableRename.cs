namespace Orbit.Storage.Local.Portable;

/// <summary>Renames entries. A link is renamed itself; a directory never replaces anything.</summary>
internal static class PortableRename
{
    public static void Run(PortablePaths paths, StoragePath source, StoragePath destination, RenameOptions options, UnixFileMode? parentPermissions)
    {
        string from = paths.Find(source, followLast: false);
        FileSystemInfo moved = PortableDescriber.Look(from);
        bool isDirectory = moved is DirectoryInfo && moved.LinkTarget is null;
        string to = paths.Find(destination, followLast: false);
        bool isCaseChange = string.Equals(from, to, StringComparison.OrdinalIgnoreCase);
        if (PortableDescriber.Exists(to) && !isCaseChange)
        {
            (options.Overwrite && !isDirectory ? Errno.None : Errno.EEXIST).ThrowIfFailed("rename");
            (PortableDescriber.Look(to) is DirectoryInfo { LinkTarget: null } ? Errno.EISDIR : Errno.None).ThrowIfFailed("rename");
        }

        string parent = Path.GetDirectoryName(to)!;
        PortableParents parents = new(paths.ExistingDirectory(parent), parent, parentPermissions);
        parents.Require(options.CreateParents);
        parents.Make();
        try
        {
            Move(from, to, isDirectory, options.Overwrite || isCaseChange);
        }
        catch
        {
            parents.RemoveMade();
            throw;
        }
    }

    private static void Move(string from, string to, bool isDirectory, bool overwrite)
    {
        if (isDirectory)
        {
            Directory.Move(from, to);
        }
        else if (overwrite)
        {
            File.Move(from, to, overwrite: true);
        }
        else
        {
            ExclusiveMove.Run(from, to);
        }
    }
}
