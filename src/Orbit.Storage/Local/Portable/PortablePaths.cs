namespace Orbit.Storage.Local.Portable;

/// <summary>
/// Turns paths into those of the operating system, with a look at every directory on the way: links are refused or, where they stay beneath
/// the root, followed. A look is not a lock: somebody who swaps a directory for a link between the look and the use is not noticed.
/// </summary>
internal sealed class PortablePaths(string root, bool followsLinks)
{
    private const int MostLinks = 40;

    public string Root => root;

    public bool FollowsLinks => followsLinks;

    /// <summary>Finds where an entry is, or would be if its parents existed.</summary>
    /// <param name="path">The entry.</param>
    /// <param name="followLast">Whether a link in the last place is followed.</param>
    public string Find(StoragePath path, bool followLast)
    {
        Stack<string> ahead = new();
        Push(ahead, path.Value);
        List<string> behind = [];
        int links = 0;
        while (ahead.TryPop(out string? segment))
        {
            if (segment is "." or "..")
            {
                Step(behind, segment);
                continue;
            }

            string here = Join(behind, segment);
            bool isLast = ahead.Count == 0;
            string? target = isLast && !followLast ? null : new FileInfo(here).LinkTarget;
            if (target is null)
            {
                RequireDirectory(here, isLast);
                behind.Add(segment);
                continue;
            }

            if (!followsLinks || ++links > MostLinks)
            {
                throw new ErrnoException(Errno.ELOOP, "openat2");
            }

            if (Path.IsPathRooted(target))
            {
                throw new ErrnoException(Errno.EXDEV, "openat2");
            }

            Push(ahead, target.Replace(Path.DirectorySeparatorChar, StoragePath.Separator));
        }

        return Join(behind, "");
    }

    /// <summary>The deepest directory at or above a place that exists.</summary>
    public string ExistingDirectory(string place)
    {
        string directory = place;
        while (directory.Length > root.Length && !Directory.Exists(directory))
        {
            directory = Path.GetDirectoryName(directory)!;
        }

        return directory;
    }

    private static void Step(List<string> behind, string segment)
    {
        if (segment == ".")
        {
            return;
        }

        if (behind.Count == 0)
        {
            throw new ErrnoException(Errno.EXDEV, "openat2");
        }

        behind.RemoveAt(behind.Count - 1);
    }

    // .NET says "not found" where a parent is a file; the difference matters to whoever reads the message.
    private static void RequireDirectory(string here, bool isLast)
    {
        if (!isLast && File.Exists(here))
        {
            throw new ErrnoException(Errno.ENOTDIR, "openat2");
        }
    }

    private static void Push(Stack<string> ahead, string path)
    {
        foreach (string segment in Enumerable.Reverse(path.Split(StoragePath.Separator, StringSplitOptions.RemoveEmptyEntries)))
        {
            ahead.Push(segment);
        }
    }

    private string Join(List<string> behind, string segment) => Path.Combine([root, .. behind, segment]).TrimEnd(Path.DirectorySeparatorChar) is { Length: > 0 } joined ? joined : root;
}
