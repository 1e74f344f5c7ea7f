using System.Security.Cryptography;

namespace Orbit.Storage.Transfers.Tests.Trees;

/// <summary>What an independent client finds in a place: each file with its hash, each directory, and what is left of writes.</summary>
internal sealed class TreeInventory
{
    public SortedDictionary<string, FoundFile> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>Real directories; in a store of keys, the markers of some.</summary>
    public SortedSet<string> Directories { get; } = new(StringComparer.Ordinal);

    /// <summary>Uploads that are neither published nor given up.</summary>
    public List<string> OpenUploads { get; } = [];

    public async Task AddAsync(string path, Stream content, DateTime? modified, CancellationToken cancellationToken)
    {
        byte[] hash = await SHA256.HashDataAsync(content, cancellationToken);
        lock (Files)
        {
            Files.Add(path, new FoundFile(Convert.ToHexStringLower(hash), modified));
        }
    }

    /// <summary>Takes away what writers hide until it is whole, and sweepers remove.</summary>
    /// <returns>How much it was.</returns>
    public int SetTemporariesAside()
    {
        string[] hidden = [.. Files.Keys.Where(path => TemporaryName.IsMatch(path.AsSpan(path.LastIndexOf('/') + 1)))];
        foreach (string path in hidden)
        {
            Files.Remove(path);
        }

        return hidden.Length;
    }

    /// <summary>Walks a directory of this machine, without following links; hidden entries are entries.</summary>
    public static async Task<TreeInventory> OfDirectoryAsync(string root, CancellationToken cancellationToken)
    {
        TreeInventory found = new();
        EnumerationOptions all = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None, ReturnSpecialDirectories = false };
        foreach (FileSystemInfo entry in new DirectoryInfo(root).EnumerateFileSystemInfos("*", all))
        {
            string path = Path.GetRelativePath(root, entry.FullName);
            if (entry is DirectoryInfo)
            {
                found.Directories.Add(path);
                continue;
            }

            await using FileStream content = new(entry.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1 << 17);
            await found.AddAsync(path, content, entry.LastWriteTimeUtc, cancellationToken);
        }

        return found;
    }
}

/// <summary>What is known of a file that was found.</summary>
internal sealed record FoundFile(string Sha256, DateTime? Modified);
