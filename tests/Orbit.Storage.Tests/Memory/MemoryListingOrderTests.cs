using Orbit.Storage.Memory;

namespace Orbit.Storage.Tests.Memory;

public sealed class MemoryListingOrderTests
{
    private static readonly string[] Names = ["a.b", "a/1", "a/b/2", "a0", "ab", "b-c/x", "b/x", "c"];

    [Test]
    public async Task List_Directories_StandWhereWhatIsInThemBegins([Values] bool flat, [Values] bool recursive, [Values(1, 1000)] int pageSize)
    {
        await using MemoryBackend backend = await CreateAsync(flat);

        List<string> shown = await PlacesAsync(backend, new ListOptions { Recursive = recursive, PageSize = pageSize });

        Assert.That(shown, Is.EqualTo(shown.Order(StringComparer.Ordinal)));
        Assert.That(shown, Has.Count.EqualTo(recursive ? flat ? 8 : 12 : 7));
    }

    [Test]
    public async Task List_StartAfterEachPlace_ExactlyTheRest([Values] bool flat, [Values] bool recursive)
    {
        await using MemoryBackend backend = await CreateAsync(flat);
        List<string> all = await PlacesAsync(backend, new ListOptions { Recursive = recursive });

        for (int i = 0; i < all.Count; i++)
        {
            List<string> rest = await PlacesAsync(backend, new ListOptions { Recursive = recursive, StartAfter = all[i] });

            Assert.That(rest, Is.EqualTo(all.Skip(i + 1)), $"after {all[i]}");
        }
    }

    private static async Task<MemoryBackend> CreateAsync(bool flat)
    {
        MemoryBackend backend = new(new MemoryBackendOptions { FlatKeys = flat });
        foreach (string name in Names)
        {
            await backend.WriteTextAsync(name, name);
        }

        return backend;
    }

    private static async Task<List<string>> PlacesAsync(MemoryBackend backend, ListOptions options) =>
        [.. (await backend.ListToListAsync("", 100, options)).Select(static entry => entry.Path.Value + (entry.Kind == StorageEntryKind.Directory ? "/" : ""))];
}
