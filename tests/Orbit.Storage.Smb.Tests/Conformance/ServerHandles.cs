namespace Orbit.Storage.Smb.Tests.Conformance;

/// <summary>What the server's processes have open, by <c>/proc</c>.</summary>
internal static class ServerHandles
{
    /// <summary>Counts the descriptors of other processes that lead to or below a directory; those of deleted files too.</summary>
    public static int CountBelow(string directory) => !OperatingSystem.IsLinux() ? 0 : Directory
        .EnumerateDirectories("/proc")
        .Where(process => IsServer(process))
        .Sum(process => Descriptors(process).Count(target => target.StartsWith(directory + "/", StringComparison.Ordinal) || target == directory));

    private static bool IsServer(string process)
    {
        if (!int.TryParse(Path.GetFileName(process), out int id) || id == Environment.ProcessId)
        {
            return false;
        }

        try
        {
            return File.ReadAllText(Path.Combine(process, "comm")).Trim() is "smbd";
        }
        catch (IOException)
        {
            // It ended meanwhile.
            return false;
        }
    }

    private static IEnumerable<string> Descriptors(string process)
    {
        string[] descriptors;
        try
        {
            descriptors = Directory.GetFiles(Path.Combine(process, "fd"));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            yield break;
        }

        foreach (string descriptor in descriptors)
        {
            if (TargetOf(descriptor) is { } target)
            {
                yield return target;
            }
        }
    }

    private static string? TargetOf(string descriptor)
    {
        try
        {
            return new FileInfo(descriptor).LinkTarget;
        }
        catch (IOException)
        {
            // Closed meanwhile.
            return null;
        }
    }
}
