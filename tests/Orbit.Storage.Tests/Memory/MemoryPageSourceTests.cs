using Orbit.Storage.Memory;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Tests.Memory;

public sealed class MemoryPageSourceTests
{
    private static readonly string[] Names = ["a b/b", "a%2F", "a/b", "a/b.c", "a/b/c", "a/b/d/e", "aa/a", "ab", "b.c", "b/x", "\ue000", "😀/x"];

    [TestCase(false, 1)]
    [TestCase(false, 3)]
    [TestCase(false, 1000)]
    [TestCase(true, 1)]
    [TestCase(true, 2)]
    [TestCase(true, 1000)]
    public async Task ReadPage_Flat_SameAsFilterOverAllKeys(bool recursive, int pageSize)
    {
        MemoryFixture memory = new(new MemoryBackendOptions { FlatKeys = true });
        foreach (string name in Names)
        {
            await memory.WriteAsync(name);
        }

        foreach (string path in (string[])["", "a", "a/b", "b", "a%2F", "missing"])
        {
            string prefix = path.Length == 0 ? "" : path + "/";
            foreach (string? after in (string?[])[null, "a/b", "a/b.c", "a/b/c", "zzz", "A", "b/x"])
            {
                IEnumerable<string> expected = Names
                    .Where(key => key.StartsWith(prefix, StringComparison.Ordinal))
                    .Select(key => recursive || key.IndexOf('/', prefix.Length) < 0 ? key : key[..(key.IndexOf('/', prefix.Length) + 1)])
                    .Distinct()
                    .Where(key => after is null || StoragePathSyntax.CompareUtf8(key, after) > 0)
                    .Order(Comparer<string>.Create(StoragePathSyntax.CompareUtf8));

                List<string> shown = await memory.ListAsync(path, new ListOptions { Recursive = recursive, PageSize = pageSize, StartAfter = after is null ? (StoragePath?)null : new StoragePath(after) });

                Assert.That(shown, Is.EqualTo(expected), $"below '{path}' after '{after}'");
            }
        }
    }

    [Test]
    public async Task ReadPage_Tree_ShowsRealDirectoriesByWholeSegments()
    {
        MemoryFixture memory = new();
        memory.Entries.CreateDirectory("p/d/e", new CreateDirectoryOptions());
        await memory.WriteAsync("p/d/f");
        await memory.WriteAsync("pp/x");

        Assert.That(await memory.ListAsync("p"), Is.EqualTo(new[] { "p/d/" }));
        Assert.That(await memory.ListAsync("p/d"), Is.EqualTo(new[] { "p/d/e/", "p/d/f" }));
        Assert.That(await memory.ListAsync("p/d/e"), Is.Empty);
        Assert.That(await memory.ListAsync("p/d/f"), Is.Empty);
        Assert.That(await memory.ListAsync("p", new ListOptions { Recursive = true }), Is.EqualTo(new[] { "p/d/", "p/d/e/", "p/d/f" }));
        Assert.That(await memory.ListAsync(""), Is.EqualTo(new[] { "p/", "pp/" }));
    }

    [TestCase(1, new[] { 1, 1, 1 })]
    [TestCase(2, new[] { 2, 1 })]
    [TestCase(3, new[] { 3 })]
    public async Task ReadPage_ThreeObjects_NoEmptyPageAtTheEnd(int pageSize, int[] expected)
    {
        MemoryFixture memory = new();
        foreach (string name in (string[])["1", "2", "3"])
        {
            await memory.WriteAsync(name);
        }

        await using MemoryPageSource source = new(memory.Entries, memory.Backend, "", new ListOptions(), pageSize);
        List<int> sizes = [];
        for (ListPage? page = null; page is null or { HasMore: true };)
        {
            page = await source.ReadPageAsync(page?.Continuation, default);
            sizes.Add(page.Entries.Count);
        }

        Assert.That(sizes, Is.EqualTo(expected));
    }

    [Test]
    public async Task ReadPage_ChangesBetweenPages_NeitherRepeatNorHideTheRest()
    {
        MemoryFixture memory = new();
        foreach (string name in (string[])["b", "d", "f", "h"])
        {
            await memory.WriteAsync(name);
        }

        await using MemoryPageSource source = new(memory.Entries, memory.Backend, "", new ListOptions(), 2);
        ListPage first = await source.ReadPageAsync(null, default);
        await memory.WriteAsync("a");
        memory.Entries.Delete("f", null);
        ListPage second = await source.ReadPageAsync(first.Continuation, default);

        Assert.That(first.Entries.Concat(second.Entries).Select(static entry => entry.Name), Is.EqualTo(new[] { "b", "d", "h" }));
    }

    [Test]
    public async Task ReadPage_FlatKeysWithEmptySegments_EveryKeyIsReachedByDescending()
    {
        string[] keys = ["/a", "//b", "/d/e", "a//b", "a/", "c//", "c", "/"];
        await using MemoryBackend backend = new(new MemoryBackendOptions { FlatKeys = true });
        foreach (StorageEntry entry in keys.Select(key => new StorageEntry(StoragePath.FromStoredName(key, backend), StorageEntryKind.File)))
        {
            await backend.WriteTextAsync(entry.Path, entry.Path.Value);
        }

        List<string> found = [];
        await DescendAsync(backend, "", found);

        Assert.That(found, Is.EquivalentTo(keys));
    }

    private static async Task DescendAsync(MemoryBackend backend, StoragePath path, List<string> found)
    {
        foreach (StorageEntry entry in await backend.ListToListAsync(path, 100))
        {
            if (entry.Kind == StorageEntryKind.Directory)
            {
                await DescendAsync(backend, entry.Path, found);
            }
            else
            {
                found.Add(await backend.ReadTextAsync(entry.Path));
            }
        }
    }
}
