using Microsoft.Win32.SafeHandles;

namespace Orbit.Storage.Local.Linux;

/// <summary>A directory that is being emptied.</summary>
internal sealed class DeletionLevel(LinuxDirectoryReader reader, SafeFileHandle parent, byte[] name, bool isKept)
{
    public LinuxDirectoryReader Reader => reader;

    public SafeFileHandle Parent => parent;

    public byte[] Name => name;

    /// <summary>Whether it stays when it is empty: the root.</summary>
    public bool IsKept => isKept;

    /// <summary>How often its stream has come to its end and the directory was not empty.</summary>
    public int Passes { get; set; }
}
