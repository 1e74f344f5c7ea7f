namespace Orbit.Storage.Local.Portable;

/// <summary>Deletes at and below a place from the leaves up. Links are deleted and not entered.</summary>
internal static class PortableTreeDeletion
{
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    public static void RunBelow(DirectoryInfo directory, CancellationToken cancellationToken)
    {
        foreach (FileSystemInfo info in directory.EnumerateFileSystemInfos("*", Everything))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Run(info, cancellationToken);
        }
    }

    public static void Run(FileSystemInfo info, CancellationToken cancellationToken)
    {
        try
        {
            if (info is DirectoryInfo directory && directory.LinkTarget is null)
            {
                RunBelow(directory, cancellationToken);
            }

            RemoveOne(info);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            // Somebody else was faster.
        }
    }

    /// <summary>Deletes a file, a link, or an empty directory.</summary>
    public static void RemoveOne(FileSystemInfo info)
    {
        // Unix removes a link to a directory as a file, Windows as a directory.
        if (info is DirectoryInfo && (info.LinkTarget is null || OperatingSystem.IsWindows()))
        {
            Directory.Delete(info.FullName);
        }
        else
        {
            File.Delete(info.FullName);
        }
    }
}
