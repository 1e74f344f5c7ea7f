namespace Orbit.Storage.Smb;

/// <summary>Names between paths and the wire: relative to the share, separated by backslashes, none in front. What a Windows server would refuse or change never comes this far (<see cref="StoragePathRules.Windows"/>).</summary>
internal sealed class SmbPath
{
    private const char Separator = '\\';

    private readonly string _root;

    /// <param name="root">The backend's root, as its options have it.</param>
    public SmbPath(string root) => _root = Normalize(root).Replace(StoragePath.Separator, Separator);

    /// <summary>The root's own name; empty for that of the share.</summary>
    public string Root => _root;

    /// <summary>Says what is wrong with a root, or null.</summary>
    public static string? FindRootFault(string root)
    {
        string plain = Normalize(root);
        if (plain.Length == 0)
        {
            return null;
        }

        try
        {
            return StoragePathRules.Windows.FindFault(new StoragePath(plain))?.Detail;
        }
        catch (StorageException malformed)
        {
            return malformed.Message;
        }
    }

    public string ToWire(StoragePath path)
    {
        if (path.IsRoot)
        {
            return _root;
        }

        string name = path.Value.Replace(StoragePath.Separator, Separator);
        return _root.Length == 0 ? name : Combine(_root, name);
    }

    /// <summary>Gives a path the case in which the server keeps it.</summary>
    /// <param name="path">The path that was asked for.</param>
    /// <param name="stored">The server's name for it, relative to the share, with or without a backslash in front.</param>
    public StoragePath InStoredCase(StoragePath path, string stored)
    {
        string name = stored.TrimStart(Separator);
        string asked = ToWire(path);
        return name == asked || !string.Equals(name, asked, StringComparison.OrdinalIgnoreCase)
            ? path
            : new StoragePath(name[(name.Length - path.Value.Length)..].Replace(Separator, StoragePath.Separator));
    }

    public static string Combine(string directory, string name) => directory.Length == 0 ? name : $"{directory}{Separator}{name}";

    /// <summary>The directory that a name lies in; empty for what lies in the share's root.</summary>
    public static string DirectoryOf(string wire) => wire[..Math.Max(0, wire.LastIndexOf(Separator))];

    private static string Normalize(string root) => root is "." ? "" : root.Trim(StoragePath.Separator);
}
