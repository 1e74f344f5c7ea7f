namespace QuickStart;

/// <summary>A directory that is gone when the program ends, however it ends, unless it is to be kept.</summary>
internal sealed class ScratchDirectory(bool keep) : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("orbit-quickstart-").FullName;

    public static bool WouldLieIn(string directory)
    {
        string way = System.IO.Path.GetRelativePath(directory, System.IO.Path.GetTempPath());
        return !System.IO.Path.IsPathRooted(way) && way.Split(System.IO.Path.DirectorySeparatorChar)[0] != "..";
    }

    public void Dispose()
    {
        if (!keep)
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
