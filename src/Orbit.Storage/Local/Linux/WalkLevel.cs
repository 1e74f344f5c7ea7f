namespace Orbit.Storage.Local.Linux;

/// <summary>A directory that a walk is in.</summary>
internal sealed class WalkLevel(LinuxDirectoryReader reader, string prefix, Statx directory)
{
    public LinuxDirectoryReader Reader => reader;

    /// <summary>What stands before the names in here.</summary>
    public string Prefix => prefix;

    /// <summary>The directory itself, to notice a link that leads back up to it.</summary>
    public Statx Directory => directory;
}
