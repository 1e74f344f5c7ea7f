namespace Orbit.Storage.Transfers.Trees;

/// <summary>
/// The order in which trees are merged: that of an ordered listing, by the bytes of the path with a separator behind directories. Where the target does not tell upper case from lower, neither does the
/// order, so that names which would meet there meet here first.
/// </summary>
internal sealed class TreeOrder(bool foldsCase)
{
    public bool FoldsCase => foldsCase;

    public static TreeOrder For(IStorageBackend source, IStorageBackend target) => new(!target.Capabilities.CaseSensitive && source.Capabilities.CaseSensitive);

    public string KeyOf(string path, bool isDirectory)
    {
        string key = isDirectory ? path + StoragePath.Separator : path;
        return foldsCase ? key.ToUpperInvariant() : key;
    }

    public static int Compare(string left, string right) => StoragePathSyntax.CompareUtf8(left, right);

    /// <summary>Whether a key lies below that of a directory.</summary>
    public static bool IsBelow(string key, string directoryKey) => key.Length > directoryKey.Length && key.StartsWith(directoryKey, StringComparison.Ordinal);
}
