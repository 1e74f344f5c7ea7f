using Orbit.Storage.Memory;

namespace Orbit.Storage.Tests.Extensions;

public sealed class ListingTests
{
    [Test]
    public async Task ListToList_WithinTheBound_AllEntries()
    {
        await using MemoryBackend memory = await CreateAsync();

        List<StorageEntry> entries = await memory.ListToListAsync("a", 3);

        Assert.That(entries.Select(entry => entry.Path.Value), Is.EqualTo(new[] { "a/1", "a/2", "a/3" }));
    }

    [Test]
    public async Task ListToList_MoreThanTheBound_TooLarge()
    {
        await using MemoryBackend memory = await CreateAsync();

        StorageException failure = Assert.ThrowsAsync<StorageException>(async () => await memory.ListToListAsync("a", 2))!;

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.TooLarge));
        Assert.That(await memory.ListToListAsync("a", 2, new ListOptions { MaxEntries = 2 }), Has.Count.EqualTo(2));
    }

    private static async Task<MemoryBackend> CreateAsync()
    {
        MemoryBackend memory = new();
        foreach (string name in (string[])["a/1", "a/2", "a/3", "b"])
        {
            await memory.WriteTextAsync(name, name);
        }

        return memory;
    }
}
