using System.Globalization;
using Orbit.Storage.Transfers.Tests.Ends;

namespace Orbit.Storage.Transfers.Tests.Trees;

/// <summary>Many small files, a large one, empty files and directories, and unusual names: as far as one kind of store can hold them.</summary>
internal sealed class GeneratedTree
{
    /// <summary>Where the unusual names are.</summary>
    public const string Names = "unusual names #1 (100%)";

    /// <summary>No file but the large one is longer, in bytes.</summary>
    public const int LongestSmall = 32 << 10;

    private const int FilesInADirectory = 25;

    private GeneratedTree(IReadOnlyList<GeneratedFile> files, IReadOnlyList<string> emptyDirectories) => (Files, EmptyDirectories) = (files, emptyDirectories);

    public IReadOnlyList<GeneratedFile> Files { get; }

    /// <summary>Directories that hold nothing. Those of files are not named.</summary>
    public IReadOnlyList<string> EmptyDirectories { get; }

    public long Bytes => Files.Sum(file => file.Length);

    /// <summary>Generates the part of the tree that a kind of store can hold.</summary>
    public static GeneratedTree For(EndKind holder, TreeScale scale)
    {
        bool foldsCase = holder == EndKind.Smb;
        IEnumerable<string> unusual = UnusualName.All.Where(name => !name.RefusedBy.HasFlag(holder)).Select(name => name.Name)
            .Concat(UnusualName.Twins.Concat(UnusualName.Lookalikes).SelectMany(group => foldsCase ? group[..1] : group));
        int seed = 1;
        return new GeneratedTree(
            [
                .. Small(scale.SmallFiles),
                new GeneratedFile("deep/er/large.bin", scale.LargeFile, 0),
                .. unusual.Select(name => new GeneratedFile($"{Names}/{name}", 100 + seed, 100_000 + seed++)),
            ],
            ["empty", "hollow/inner", "caf\u00e9 \U0001F4C1 & more/nothing here"]);
    }

    /// <summary>Small files and a large one with plain names, to move often and fast.</summary>
    public static GeneratedTree Plain(int smallFiles, long largeFile) => new([.. Small(smallFiles), new GeneratedFile("m/large.bin", largeFile, 0)], []);

    // Every seventeenth is empty.
    private static IEnumerable<GeneratedFile> Small(int count) => Enumerable.Range(0, count).Select(index => new GeneratedFile(
        string.Create(CultureInfo.InvariantCulture, $"{(index % 2 == 0 ? "a" : "z")}/{index / FilesInADirectory:d4}/{index:d5}.bin"),
        index % 17 == 0 ? 0 : index * 7919L % LongestSmall,
        index + 1));
}
