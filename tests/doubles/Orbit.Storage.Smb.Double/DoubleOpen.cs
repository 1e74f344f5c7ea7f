namespace Orbit.Storage.Smb.Double;

/// <summary>A file or directory that a client has open.</summary>
internal sealed class DoubleOpen(string path, DoubleFile file, bool isDirectory)
{
    public string Path { get; set; } = path;

    public DoubleFile File => file;

    public bool IsDirectory => isDirectory;

    /// <summary>Whether its entries were listed.</summary>
    public bool IsListed { get; set; }

    /// <summary>Whether it goes with its closing.</summary>
    public bool IsDeleting { get; set; }
}
