namespace Orbit.Cli.Locations;

/// <summary>Finds where local paths really lead, so that two spellings of one place are seen to be one.</summary>
internal static class LocalPaths
{
    private const int MostLinks = 40;

    /// <summary>The absolute path without symbolic links; what does not exist stays as it is written.</summary>
    /// <param name="path">The path.</param>
    /// <param name="followLast">Whether a link in the last place is followed too.</param>
    public static string Canonical(string path, bool followLast)
    {
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        for (int links = 0; links < MostLinks; links++)
        {
            if (FollowFirstLink(full, followLast) is not { } next)
            {
                return full;
            }

            full = next;
        }

        throw new UsageException($"'{path}' leads through more than {MostLinks} symbolic links.");
    }

    /// <summary>The nearest directory at or above a path that exists.</summary>
    public static string NearestDirectory(string path)
    {
        string? directory = path;
        while (directory is not null && !Directory.Exists(directory))
        {
            directory = Path.GetDirectoryName(directory);
        }

        return directory ?? Path.GetPathRoot(path)!;
    }

    /// <summary>The directory above both of two absolute paths; null where they are on different drives.</summary>
    public static string? CommonDirectory(string left, string right)
    {
        string? common = left;
        while (common is not null && !IsAtOrBelow(right, common))
        {
            common = Path.GetDirectoryName(common);
        }

        return common;
    }

    public static bool IsAtOrBelow(string path, string ancestor) =>
        path.StartsWith(ancestor, StringComparison.Ordinal)
        && (path.Length == ancestor.Length || Path.EndsInDirectorySeparator(ancestor) || path[ancestor.Length] == Path.DirectorySeparatorChar);

    /// <summary>Whether two directories are on one file system, as far as its mount points tell.</summary>
    public static bool AreOnOneVolume(string left, string right)
    {
        string[] mounts = [.. DriveInfo.GetDrives().Select(static drive => drive.Name).OrderByDescending(static name => name.Length)];
        return MountOf(left) == MountOf(right);

        string? MountOf(string path) => mounts.FirstOrDefault(mount => IsAtOrBelow(path, mount.Length > 1 ? Path.TrimEndingDirectorySeparator(mount) : mount));
    }

    private static string? FollowFirstLink(string full, bool followLast)
    {
        string root = Path.GetPathRoot(full)!;
        string[] segments = full[root.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);
        string walked = root;
        for (int index = 0; index < segments.Length; index++)
        {
            string next = Path.Combine(walked, segments[index]);
            if ((followLast || index < segments.Length - 1) && new FileInfo(next).LinkTarget is { } target)
            {
                return Path.TrimEndingDirectorySeparator(Path.GetFullPath(Path.Combine([walked, target, .. segments[(index + 1)..]])));
            }

            walked = next;
        }

        return null;
    }
}
