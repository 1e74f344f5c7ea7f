using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Orbit.Storage.Transfers.Tests.Trees;

/// <summary>What must be found where a tree has arrived, but for the files that were said to have failed.</summary>
internal sealed class ExpectedTree(GeneratedTree tree, IEnumerable<string> failed)
{
    private static readonly ConcurrentDictionary<(long Length, int Seed), string> Hashes = new();

    private readonly HashSet<string> _failed = new(failed, StringComparer.Ordinal);

    /// <summary>Whether the target has directories that hold nothing, or markers of them.</summary>
    public required bool EmptyDirectories { get; init; }

    /// <summary>Whether the target has directories at all.</summary>
    public required bool RealDirectories { get; init; }

    /// <summary>Whether times come along.</summary>
    public required bool Times { get; init; }

    private IEnumerable<GeneratedFile> Files => tree.Files.Where(file => !_failed.Contains(file.Path));

    /// <summary>Fails unless the same files with the same bytes were found, and nothing else.</summary>
    public void AssertFound(TreeInventory found)
    {
        Assert.Multiple(() =>
        {
            Assert.That(found.Files.Keys, Is.EquivalentTo(Files.Select(file => file.Path)), "the files, nothing lost and nothing extra");
            Assert.That(
                Files.Where(file => found.Files.TryGetValue(file.Path, out FoundFile? there) && there.Sha256 != HashOf(file)).Select(file => file.Path), Is.Empty, "files with other bytes");
            Assert.That(found.Directories, Is.EquivalentTo(Directories()), "the directories");
            Assert.That(found.OpenUploads, Is.Empty, "uploads that were left open");
            if (Times)
            {
                Assert.That(Files.Where(file => found.Files.TryGetValue(file.Path, out FoundFile? there) && there.Modified != file.Modified).Select(file => file.Path), Is.Empty, "files with another time");
            }
        });
    }

    /// <summary>Fails unless all that was found belongs to the tree and is whole, whatever else has yet to come.</summary>
    public void AssertWhole(TreeInventory found)
    {
        Dictionary<string, GeneratedFile> files = tree.Files.ToDictionary(file => file.Path, StringComparer.Ordinal);
        Assert.That(found.Files.Keys, Is.SubsetOf(files.Keys), "files that nobody sent");
        Assert.That(found.Files.Where(there => there.Value.Sha256 != HashOf(files[there.Key])).Select(there => there.Key), Is.Empty, "files with other bytes");
    }

    private static string HashOf(GeneratedFile file) => Hashes.GetOrAdd((file.Length, file.Seed), _ =>
    {
        using Stream content = file.Open();
        return Convert.ToHexStringLower(SHA256.HashData(content));
    });

    private SortedSet<string> Directories()
    {
        SortedSet<string> all = new(StringComparer.Ordinal);
        if (RealDirectories)
        {
            foreach (string path in Files.Select(file => file.Path).Concat(EmptyDirectories ? tree.EmptyDirectories.Select(directory => directory + "/x") : []))
            {
                for (int at = path.LastIndexOf('/'); at > 0; at = path.LastIndexOf('/', at - 1))
                {
                    all.Add(path[..at]);
                }
            }
        }
        else if (EmptyDirectories)
        {
            all.UnionWith(tree.EmptyDirectories);
        }

        return all;
    }
}
